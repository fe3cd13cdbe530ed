"""The addresses of the staff pages. Sign-in keeps allauth's own names; sign-up, mail and social pages do not exist."""

from allauth.account import views as account_views
from allauth.mfa.base import views as factor_views
from allauth.mfa.recovery_codes import views as code_views
from allauth.mfa.totp import views as totp_views
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from jiedui.web.administration.urls import pages as administration_pages
from jiedui.web.alertpages.urls import pages as alert_pages
from jiedui.web.flowpages.urls import pages as flow_pages
from jiedui.web.installation import views as installation
from jiedui.web.ledger_urls import pages as ledger_pages
from jiedui.web.logs import views as logs
from jiedui.web.people import see_as, tables, users
from jiedui.web.placepages import views as placepages
from jiedui.web.planpages.urls import pages as plan_pages
from jiedui.web.screen import views as screen
from jiedui.web.search import views as search
from jiedui.web.submissionpages.urls import pages as submission_pages
from jiedui.web.views import account, setup
from jiedui.web.workbench import views as workbench

pages = [
    path("", workbench.home, name="home"),
    path("screen/", screen.screen, name="screen"),
    path("search/", search.search, name="search"),
    path("places/<str:place_code>/", placepages.place, name="place"),
    path("setup/", setup.setup, name="setup"),
    path("account/", account.account, name="account"),
    path("account/sessions/<int:session_id>/end/", account.end_session, name="end_own_session"),
    path("account/tokens/", account.tokens, name="tokens"),
    path("account/tokens/<int:token_id>/revoke/", account.revoke_token, name="revoke_token"),
    path("logs/operations/", logs.operation_log, name="operation_log"),
    path("logs/operations/export/", logs.export_operations, name="operation_log_export"),
    path("logs/sign-ins/", logs.sign_in_log, name="sign_in_log"),
    path("logs/sign-ins/export/", logs.export_sign_ins, name="sign_in_log_export"),
    path("system/", installation.system, name="system"),
    path("users/", users.users, name="users"),
    path("users/new/", users.new_user, name="new_user"),
    path("users/roles/", tables.role_table, name="roles"),
    path("users/scopes/", tables.scope_table, name="scopes"),
    path("users/<int:user_id>/", users.edit_user, name="user"),
    path("users/<int:user_id>/unlock/", users.unlock, name="unlock_user"),
    path("users/<int:user_id>/sessions/<int:session_id>/end/", users.end_session, name="end_session"),
    path("users/<int:user_id>/see-as/", see_as.see_as, name="see_as"),
    path("see-as/leave/", see_as.leave, name="see_as_leave"),
    path("users/<int:user_id>/off/", users.switch_user, {"state": "off"}, name="deactivate_user"),
    path("users/<int:user_id>/on/", users.switch_user, {"state": "on"}, name="activate_user"),
    path("users/<int:user_id>/password/", users.reset_password, name="reset_password"),
    path("users/<int:user_id>/second-factor/", users.reset_second_factor, name="reset_second_factor"),
]

urlpatterns = [
    path("", include(([*pages, *ledger_pages, *administration_pages, *alert_pages, *plan_pages, *submission_pages, *flow_pages], "web"))),
    path("language/", login_not_required(set_language), name="set_language"),
    path("sign-in/", account_views.login, name="account_login"),
    path("sign-out/", account_views.logout, name="account_logout"),
    path("sign-in/again/", account_views.reauthenticate, name="account_reauthenticate"),
    path("sign-in/inactive/", account_views.account_inactive, name="account_inactive"),
    path("sign-in/code/", factor_views.authenticate, name="mfa_authenticate"),
    path("sign-in/code/again/", factor_views.reauthenticate, name="mfa_reauthenticate"),
    path("account/password/", account_views.password_change, name="account_change_password"),
    path("account/second-factor/", factor_views.index, name="mfa_index"),
    path("account/second-factor/on/", totp_views.activate_totp, name="mfa_activate_totp"),
    path("account/second-factor/off/", totp_views.deactivate_totp, name="mfa_deactivate_totp"),
    path("account/second-factor/codes/", code_views.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("account/second-factor/codes/new/", code_views.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("account/second-factor/codes/file/", code_views.download_recovery_codes, name="mfa_download_recovery_codes"),
]
