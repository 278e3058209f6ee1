"""The buttons of a form, and which one a user presses who wants to go on.

A page is in the user's language, so the words are those of several; where none is known, the
first button that is not known to do something else is the one.
"""

from dataclasses import dataclass


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


AGREE = words(
    "accept agree allow approve authorize confirm consent continue go grant log login next ok sign"
    " signin submit yes verify"
    " akzeptieren anmelden bestätigen einwilligen erlauben ja weiter zulassen zustimmen"
    " accepter autoriser connecter connexion continuer oui suivant valider"
    " aceptar acceder autorizar continuar entrar iniciar permitir sí siguiente"
    " accedi accetta autorizza avanti consenti continua sì"
    " avançar concordo sim inloggen toestaan volgende doorgaan"
    " ログイン 続行 許可 次へ 登录 下一步 允许 同意 войти далее разрешить"
)
REFUSE = words(
    "abort back cancel decline deny disagree dismiss no reject refuse"
    " abbrechen ablehnen nein verweigern zurück annuler non refuser retour"
    " atrás cancelar denegar rechazar annulla indietro nega rifiuta"
    " não recusar voltar annuleren nee terug weigeren キャンセル 拒否 戻る 取消 拒绝 отмена"
)
# Buttons that lead to something else than what the form is for.
ASIDE = words(
    "apple create facebook forgot forgotten github google language linkedin magic microsoft passkey"
    " qr recover register resend reset saml search show signup social sso toggle up webauthn"
    " registrieren vergessen suchen"
)
LOG_OUT = words("logout out signout end abmelden déconnecter cerrar ログアウト")


@dataclass(frozen=True, slots=True)
class Button:
    """A way to submit a form; name and value travel with it, action and method may be its own."""

    name: str
    value: str
    text: str
    action: str = ""
    method: str = ""

    def says(self, wanted: frozenset[str]) -> bool:
        """Whether one of `wanted` is what this button tells."""
        told = f"{self.text} {self.name} {self.value}".lower()
        return bool(wanted & set("".join(c if c.isalnum() else " " for c in told).split()))


def going_on(buttons: tuple[Button, ...], wanted: frozenset[str] = AGREE) -> Button | None:
    """The button that goes on: one that says so in `wanted`, else one that does nothing else."""
    onward = [button for button in buttons if not button.says(REFUSE)]
    straight = [button for button in onward if not button.says(ASIDE)] or onward
    agreeing = [button for button in straight if button.says(wanted)]
    return next(iter(agreeing or straight), None)
