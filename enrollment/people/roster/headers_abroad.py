"""PURE. The words over the columns of lists in other languages, by what they name.

Words are written without blanks and in small letters; ``headers`` knows them without their
accents as well. A word that is a given name where a family name stands beside it, and a whole name
where none does (tên, nombre, имя), is a given name here.
"""

HEADERS_ABROAD = {
    "name": """
        họvàtên họtên họtênhọcviên họvàtênhọcviên họtêncánbộ
        名前 受講者氏名 受講者名 受講者 受講生 参加者氏名 参加者名 社員名 社員氏名 出席者 出席者名
        성명 이름 성함 참석자 참가자 교육생 수강생 참석자명 참가자명 성명한글 한글성명 한글이름
        ชื่อสกุล ชื่อนามสกุล ชื่อและนามสกุล ชื่อผู้เข้าอบรม ผู้เข้าอบรม
        nama namalengkap namapeserta namakaryawan namapegawai namapenuh namakakitangan peserta
        фио имяифамилия фамилияиимя фамилияимяотчество фамилияимя полноеимя участник слушатель
        сотрудник vorundnachname vorundzuname namevorname vollständigername teilnehmer
        teilnehmername mitarbeiter mitarbeitername nometprénom nomprénom prénometnom prénomnom
        nomcomplet nomsetprénoms nomduparticipant nombreyapellidos nombrecompleto
        nombresyapellidos apellidosynombre apellidosynombres participante nomecompleto
        nomeesobrenome nomeecognome cognomeenome nominativo partecipante adsoyad adısoyadı
        adısoyad imięinazwisko nazwiskoiimię jménoapříjmení příjmeníajméno naam volledigenaam
        الاسم الاسمالكامل
    """,
    "family": """
        họ họđệm họvàtênđệm 성 นามสกุล สกุล фамилия nachname familienname zuname nom nomdefamille
        apellidos apellido apellidopaterno apelido sobrenome cognome soyad soyadı nazwisko příjmení
        achternaam
    """,
    "given": """
        tên 이름만 ชื่อ имя vorname rufname prénom prénoms nombre nombres nome adı imię jméno
        voornaam
    """,
    "phone": """
        sốđiệnthoại điệnthoại điệnthoạidiđộng sốđiệnthoạidiđộng diđộng sđt đtdđ sốdiđộng sốđt
        携帯 携帯電話番号 連絡先 連絡先電話番号 連絡先電話 当日連絡先 日中連絡先
        휴대폰 휴대전화 핸드폰 휴대폰번호 휴대전화번호 핸드폰번호 연락처 전화번호 전화 모바일
        โทรศัพท์ โทรศัพท์มือถือ เบอร์โทร เบอร์โทรศัพท์ เบอร์มือถือ มือถือ หมายเลขโทรศัพท์ โทร เบอร์ติดต่อ
        nohp nomorhp telepon notelepon notelp nomortelepon nomorponsel ponsel telefonbimbit
        notelefon  nombortelefon nohandphone notelefonbimbit nowa nowhatsapp whatsapp telp
        телефон мобильныйтелефон мобильный моб мобтелефон сотовый сотовыйтелефон номертелефона
        контактныйтелефон тел handy mobil handynummer mobilnummer mobiltelefon telefon
        telefonnummer telnr rufnummer handynr téléphone portable téléphoneportable télportable
        numérodetéléphone gsm tél numérodeportable teléfono móvil celular teléfonomóvil
        númerodeteléfono teléfonocelular telemóvel telefone telefonecelular cellulare telefono
        telefonocellulare numeroditelefono numerotelefono cep ceptelefonu telefonnumarası
        numertelefonu telefoon telefoonnummer mobiel الهاتف الجوال رقمالهاتف رقمالجوال
    """,
    "office_phone": """
        điệnthoạicơquan điệnthoạibàn 会社電話 会社電話番号 勤務先電話 勤務先電話番号 直通
        사무실 사무실전화 사무실전화번호 유선전화 직통번호 โทรศัพท์ที่ทำงาน teleponkantor telefonpejabat
        рабочийтелефон служебныйтелефон городскойтелефон festnetz bürotelefon telefongeschäftlich
        téléphonefixe fixe téléphonebureau lignedirecte teléfonofijo teléfonooficina
        telefonefixo telefonoufficio telefonofisso did direct officenumber 公務電話 辦公室電話
        公司電話 市內電話
    """,
    "extension": """
        máylẻ sốmáylẻ 内線 内線番号 內線 내선 내선번호 เบอร์ต่อ добавочный доб durchwahl
        nebenstelle extensión ramal interno 分機 分機號碼
    """,
    "email": """
        thưđiệntử địachỉemail hộpthư 電子メール eメール メアド 이메일 이메일주소 메일 메일주소
        전자우편 전자메일 อีเมล อีเมล์ surel emel alamatemail электроннаяпочта элпочта почта
        адресэлектроннойпочты emailadresse mailadresse courriel mél adressemail adresseemail
        adresseélectronique correo correoelectrónico correioeletrónico correioeletrônico
        postaelettronica indirizzoemail eposta adresemail البريدالإلكتروني البريد
    """,
    "department": """
        phòngban bộphận phòng phòngbanđơnvị đơnvị khoaphòng chinhánh tổ
        所属部署 部署名 所属部門 部課名 部課 所属課 所属部課 부서 부서명 소속부서 소속 팀 팀명
        소속팀 지점 본부 แผนก ฝ่าย แผนกฝ่าย หน่วยงาน สังกัด สาขา กอง ส่วนงาน departemen bagian divisi
        unitkerja bidang cabang отдел подразделение департамент управление
        структурноеподразделение филиал отделение abteilung bereich service département direction
        departamento área sucursal setor secção seção reparto ufficio dipartimento departman birim
        dział oddělení útvar afdeling القسم الإدارة businessunit jabatanbahagian bahagian
    """,
    "job_title": """
        chứcvụ chứcdanh vịtrí vịtrícôngtác chứcvụhiệntại 肩書 肩書き 職種 職名 직위 직급 직책 직함
        직위직급 직무 ตำแหน่ง ตำแหน่งงาน jawatan jabatan posisi pangkat должность funktion stelle
        berufsbezeichnung fonction poste titre cargo puesto função ruolo mansione qualifica görev
        görevi unvan unvanı stanowisko pozice funkce functie المسمىالوظيفي الوظيفة
    """,
    "company": """
        côngty têncôngty ngânhàng cơquan đơnvịcôngtác 会社名 会社 勤務先 貴社名 御社名 企業名 団体名
        所属会社 法人名 회사 회사명 기관 기관명 소속기관 업체명 บริษัท
        องค์กร perusahaan instansi syarikat
        namaperusahaan организация компания местоработы предприятие firma unternehmen société
        entreprise organisme établissement empresa organización compañía entidad azienda società
        ente şirket kurum bedrijf الشركة
    """,
    "number": """
        stt sốtt tt sốthứtự 項番 通番 番号 번호 연번 순번 ลำดับ ลำดับที่ ที่ nomor bil nourut nпп noпп
        пп nп/п noп/п nr lfdnr laufendenummer numéro n° número sıra sırano lp poř nro
    """,
    "other": """
        giớitính ngàysinh ngàythángnămsinh nămsinh ghichú cccd cmnd sốcccd sốcmnd quêquán trìnhđộ
        địachỉ kýtên chữký mãnhânviên mãnv dântộc フリガナ ふりがな カナ 氏名カナ カナ氏名
        氏名フリガナ ヨミガナ よみがな 読み 読み仮名 ローマ字 氏名ローマ字 性別 年齢 生年月日
        社員番号 社員no 入社年月日 宿泊希望 宿泊 アレルギー 食事 住所 郵便番号 緊急連絡先
        성별 생년월일 비고 사번 주소 나이 영문성명 영문이름 영문명 เพศ หมายเหตุ วันเกิด อายุ รหัสพนักงาน
        ชื่อเล่น jeniskelamin jantina keterangan catatan tanggallahir nik nip alamat отчество пол
        датарождения примечание примечания комментарий паспорт подпись табельныйномер geschlecht
        geburtsdatum bemerkung bemerkungen anmerkung anmerkungen anrede titel verpflegung
        vorgesetzter personalnummer kostenstelle sexe civilité datedenaissance remarques
        observations commentaires matricule régime género sexo fechadenacimiento observaciones
        notas dni datadenascimento observações sesso datadinascita cinsiyet uwagi płeć poznámka
        opmerking opmerkingen ملاحظات الجنس preferredname nickname costcentre costcenter
        linemanager
         曾用名 官職等 餐食
    """,
}
