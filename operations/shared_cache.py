"""The cache that several hosts share (REDIS_URL); where it is away, pages are made anew."""

import logging

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)


class SharedCache(RedisCache):
    """Redis, as Django has it; a server that does not answer is a cache with nothing in it."""

    def get(self, key, default=None, version=None):
        return self._or(default, super().get, key, default, version)

    def set(self, key, value, *args, **kwargs):
        return self._or(None, super().set, key, value, *args, **kwargs)

    def add(self, key, value, *args, **kwargs):
        return self._or(True, super().add, key, value, *args, **kwargs)

    def delete(self, key, version=None):
        return self._or(False, super().delete, key, version)

    def clear(self):
        return self._or(False, super().clear)

    @staticmethod
    def _or(otherwise, ask, *args, **kwargs):
        try:
            return ask(*args, **kwargs)
        except (RedisError, OSError) as error:
            logger.warning("the shared cache does not answer: %s", type(error).__name__)
            return otherwise
