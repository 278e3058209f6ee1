"""What a variable may say, and how a wrong value is told: what it is, and what to write."""

from collections.abc import Callable

import pytest

from suites.services.forms import (
    StoragePlace,
    bucket_at,
    mysql_at,
    queue_at,
    redis_at,
    region_called,
)

RIGHT = [
    (bucket_at, "s3://wandb-files", StoragePlace("s3", ("wandb-files",))),
    (bucket_at, "gs://wandb_files.example.com", StoragePlace("gs", ("wandb_files.example.com",))),
    (
        bucket_at,
        "s3://AKIA1:s3/cr%2Ft@minio.example.com:9000/runs?tls=true",
        StoragePlace("s3-compatible", ("minio.example.com:9000", "runs")),
    ),
    (bucket_at, "az://account1/runs", StoragePlace("az", ("account1", "runs"))),
    (queue_at, "sqs://wandb_Files-1", StoragePlace("s3", ("wandb_Files-1",))),
    (queue_at, "sqs://files.fifo", StoragePlace("s3", ("files.fifo",))),
    (queue_at, "pubsub:/my-project/topic/sub", StoragePlace("gs", ("my-project", "topic", "sub"))),
    (queue_at, "az://account1/events", StoragePlace("az", ("account1", "events"))),
    (queue_at, "internal://", StoragePlace("internal", ())),
]
WRONG = [
    (bucket_at, "wandb-files", "has no scheme; write 's3://bucket'"),
    (bucket_at, "s3://files/", "a slash; write 's3://files'"),
    (bucket_at, "s3://files/runs", "a path; write 's3://files'"),
    (bucket_at, "s3://AKIA1@host/runs", "has no access key with its secret key"),
    (bucket_at, "s3://AKIA1:s3cr3t@/runs", "names no host"),
    (bucket_at, "s3://AKIA1:s3cr3t@host", "names no bucket behind its host"),
    (bucket_at, "gs://AKIA1:s3cr3t@host/runs", "has a user, as s3:// alone may have"),
    (bucket_at, "s3://Files", "'Files' is no name of a bucket of S3"),
    (bucket_at, "https://files.s3.amazonaws.com", "https:// is none of the schemes"),
    (bucket_at, "az://account1", "needs two names; write 'az://account/container'"),
    (bucket_at, "az://Account_1/runs", "is no storage account"),
    (queue_at, "https://sqs.us-east-1.amazonaws.com/1/files", "of this queue 'sqs://files'"),
    (queue_at, "arn:aws:sqs:us-east-1:1:files", "of a URL or an ARN its last part is the name"),
    (queue_at, "sqs://a b", "is no name of a queue of SQS"),
    (queue_at, "pubsub://project/topic/sub", "write 'pubsub:/project/topic/sub'"),
    (queue_at, "pubsub:/project/topic", "is not of three names"),
    (queue_at, "internal://x", "write 'internal://'"),
    (region_called, "us-east-1a", "is an availability zone; write its region, 'us-east-1'"),
    (region_called, "Virginia", "is no region of AWS"),
    (mysql_at, "postgres://u:p@db/w", "does not begin with mysql://"),
    (mysql_at, "mysql://db/w", "names no user"),
    (mysql_at, "mysql://u:p@db", "names no database"),
    (mysql_at, "mysql://u:p/x@db/w", "percent-encode"),
    (mysql_at, "mysql://u:p@db:port/w", "cannot be taken apart"),
    (redis_at, "rediss://cache", "write 'redis://…?tls=true'"),
    (redis_at, "redis://cache?tls=yes", "tls is true or false"),
    (redis_at, "redis://", "names no host"),
]


@pytest.mark.parametrize(("form", "text", "found"), RIGHT)
def test_what_is_right_is_taken_apart(
    form: Callable[[str], StoragePlace], text: str, found: StoragePlace
) -> None:
    assert form(text) == found


@pytest.mark.parametrize(("form", "text", "told"), WRONG)
def test_what_is_wrong_is_told_with_what_to_write(
    form: Callable[[str], object], text: str, told: str
) -> None:
    with pytest.raises(ValueError, match=r"; .*") as error:
        form(text)
    assert told in str(error.value)
    assert "s3cr3t" not in str(error.value)


def test_an_address_is_taken_apart_and_its_password_is_decoded() -> None:
    found = redis_at("redis://wandb:p%2Fw@cache.example.com?tls=true")
    assert (found.host, found.port, found.user, found.password) == (
        "cache.example.com",
        6379,
        "wandb",
        "p/w",
    )
    assert found.is_tls
    assert "p/w" not in repr(found)
    assert mysql_at("mysql://u:p@db/wandb?tls=true").path == "wandb"
