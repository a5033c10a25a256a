"""What counts how much in the search: every value that was found by trying.

Each came with the mend of a kind of misses and was set by hand, with the log of 500 searches
(tests/catalog/search/searches.tsv) asked before and after. ``docs/decisions/0004-search.md`` says
how a search goes, and how to try another value.
"""

# Which course is first of those that say the query (ordering): where a word stands at its best.
TITLE = 10.0  # the title as a page shows it, Chinese or English
NAMES = 8.0  # its code, its category
MODULE = 7.0  # a line at the top of the outline with lines below it
HEAD = 6.0  # the facts above the outline, who teaches, the category above
HEADING = 5.0  # a line further down with lines below it
LINE = 4.0  # any other line of the outline
ASIDE = 2.0  # what is told of those who teach
FACT = 12.0  # its sessions are in that city or month, or it takes so many days
SYNONYM_SAYS_IT = 0.7  # times that, where only a synonym stands there
OFTEN = 0.4  # is added for each doubling of the lines that say it

# Which course is first of those that say it in pieces (loosening): for each piece that is in
PIECE_IN_TITLE = 2  # its title
PIECE_IN_HEAD = 1  # its head

# What comes near (query_signs, loosening). A sign weighs the more the fewer courses hold it …
KNOWN = 1.5  # times that for a word with synonyms
BY_CHANCE = 0.35  # times that for a pair that only joins two words, as 户坚 of 客户坚持
ALONE = 0.25  # times that for one character of a pair that no course holds
# … and of that weight a course has
BY_SOUND = 0.7  # where it only sounds like the sign
BY_SLIP = 0.8  # where its word is one slip away, or begins with these letters
IN_TITLE = 1.6  # where it says the sign in its title
IN_HEAD = 1.2  # where it says it in its head
SYNONYM_IN_TITLE = 0.9  # times the first of these two, where only a synonym stands there
IN_TOPIC = 0.25  # more of a sign that heads a part of the outline
AS_TYPED = 0.5  # more of a word's signs, where it says the word in one piece

# Which courses come near at all.
ENOUGH = 0.27  # of the weight of all signs of the query, or
MOST_OF_A_WORD = 0.5  # of the characters of one word
BESIDE_THE_BEST = 0.4  # and of what the best course has
