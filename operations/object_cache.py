"""The cache of what many pages read: in this process, and the objects themselves."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock, RLock
from weakref import WeakValueDictionary

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.locmem import LocMemCache

# By cache and key, of all threads: each has an instance of the cache for itself. A lock is there
# while somebody makes what belongs to the key. What is made may ask for other keys, but for none
# that asks for it: two threads would wait for each other.
_making: WeakValueDictionary[tuple[int, str], RLock] = WeakValueDictionary()
_choosing = Lock()


class ObjectCache(LocMemCache):
    """LocMemCache without its copies: to unpickle 2,000 courses takes longer than the whole page.

    Readers get the same object, so none may change it.
    """

    # What LocMemCache has, and its stubs leave out.
    _cache: OrderedDict[str, object]
    _lock: Lock
    _has_expired: Callable[[str], bool]
    _delete: Callable[[str], bool]
    _set: Callable[..., None]

    def get(self, key, default=None, version=None):
        key = self.make_and_validate_key(key, version=version)
        with self._lock:
            if self._has_expired(key):
                self._delete(key)
                return default
            self._cache.move_to_end(key, last=False)
            return self._cache[key]

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        key = self.make_and_validate_key(key, version=version)
        with self._lock:
            self._set(key, value, timeout)

    def get_or_set(self, key, default, timeout=DEFAULT_TIMEOUT, version=None):
        """What ``default()`` makes; one thread makes it, whoever asks for this key waits for it."""
        found = self.get(key, version=version)
        if found is None:
            with self._lock_of(self.make_and_validate_key(key, version=version)):
                found = self.get(key, version=version)
                if found is None:
                    found = default()
                    self.set(key, found, timeout, version)
        return found

    def _lock_of(self, key: str) -> RLock:
        with _choosing:
            return _making.setdefault((id(self._cache), key), RLock())
