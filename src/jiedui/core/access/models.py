"""Users, what they are granted, API tokens and the one-time token of the first set-up."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from jiedui.core.access import roles


class UserManager(BaseUserManager["User"]):
    """Makes users. Superusers do not exist here: rights come from grants only."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get(self, *args: Any, **kwargs: Any) -> "User":
        """As any; the user of a session, whom every page asks for by number, by a plain statement."""
        if args or list(kwargs) != ["pk"] or not isinstance(kwargs["pk"], int):
            return super().get(*args, **kwargs)
        found = list(self.raw(f"SELECT * FROM {self.model._meta.db_table} WHERE id = %s", [kwargs["pk"]]))
        if not found:
            raise self.model.DoesNotExist("User matching query does not exist.")
        return found[0]


class User(AbstractBaseUser):
    """A person who signs in. No phone number or document number is kept here."""

    username = models.CharField(
        _("用户名"),
        max_length=64,
        unique=True,
        validators=[
            RegexValidator(r"^[a-z0-9][a-z0-9._-]{1,63}$", _("用户名只能用小写字母、数字和 . _ -，至少 2 个字符"))
        ],
    )
    display_name = models.CharField(_("姓名"), max_length=64)
    organisation_name = models.CharField(_("单位"), max_length=200, blank=True)
    organisation_id = models.BigIntegerField(null=True, blank=True)
    """The row of places.Organisation once it is known; the printed name stands by itself."""
    is_active = models.BooleanField(_("启用"), default=True)
    must_change_password = models.BooleanField(_("下次登录须改密码"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["display_name"]
    objects: ClassVar[UserManager] = UserManager()

    def __str__(self) -> str:
        return self.username

    def get_full_name(self) -> str:
        return self.display_name

    def get_short_name(self) -> str:
        return self.display_name


class Grant(models.Model):
    """A role of a user for a region: "" is every county; the dates are inclusive, an empty end is open."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=20)
    region = models.CharField(max_length=12, blank=True, default="")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["user", "role", "region"], name="access_grant_once"),
            # The three administrators are three people: the database refuses a second such role for one user.
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(role__in=sorted(roles.ADMINISTRATORS)),
                name="access_one_administrator_role",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.region}".strip()


class SignIn(models.Model):
    """A signed-in browser: the session's key, since when, from where, with what. Gone when the session is over."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sign_ins")
    session_key = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField(auto_now_add=True)
    address = models.CharField(max_length=64, blank=True, default="")
    device = models.CharField(max_length=80, blank=True, default="")

    def __str__(self) -> str:
        return str(self.at)


class Token(models.Model):
    """A key for the HTTP API. Only the SHA-256 of the secret is kept; it is shown once, when it is made."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    region = models.CharField(max_length=12, blank=True, default="")
    actions = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class SetupToken(models.Model):
    """The one-time key to /setup/ of an empty installation, hashed like an API token."""

    digest = models.CharField(max_length=64, unique=True)
    issued_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.issued_at)
