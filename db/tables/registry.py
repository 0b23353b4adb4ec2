"""What all tables are registered in, how their constraints are named, and the type of their ids."""

from sqlalchemy import BigInteger, Integer, MetaData

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# Telegram's ids do not fit 32 bits; SQLite counts up only an INTEGER.
Id = BigInteger().with_variant(Integer, "sqlite")
