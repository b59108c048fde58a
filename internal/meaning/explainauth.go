package meaning

import (
	"iter"
	"strings"
)

// explainCredentials says who presents what, in one sentence for each field.
func explainCredentials(x *Exchange) iter.Seq[Remark] {
	return func(yield func(Remark) bool) {
		for _, name := range []string{"Authorization", "Proxy-Authorization"} {
			v, has := x.Request.Fields.Get(name)
			if !has {
				continue
			}
			a, ok := ParseCredentials(v)
			r := Remark{Topic: Authentication, Section: "RFC 9110 §11.4", Fields: []string{name},
				Text: say("Credentials are sent, whose scheme cannot be told.", "发送了凭据，但无法识别其方案。")}
			if ok {
				r.Text, r.Section = a.credentials(x.Reveal)
			}
			if !yield(r) {
				return
			}
		}
	}
}

func (a *Auth) credentials(reveal bool) (Text, string) {
	switch strings.ToLower(a.Scheme) {
	case "basic":
		user, password, ok := BasicUser(a.Token68)
		if !ok {
			return say("Basic credentials that cannot be decoded.", "无法解码的 Basic 凭据。"), "RFC 7617 §2"
		}
		if !reveal {
			password = Masked
		}
		return say("Basic authentication as user %s, password %s: the scheme encodes them, it does not encrypt.", "Basic 认证，用户 %s，密码 %s：该方案只编码，不加密。",
			show(user), show(password)), "RFC 7617 §2"
	case "bearer":
		return bearer(a.Token68, reveal), "RFC 6750 §2.1"
	case "digest":
		return a.digest(), "RFC 7616 §3.4"
	case "ntlm", "negotiate":
		return a.negotiate(), "RFC 4559 §4"
	}
	return say("Credentials of the scheme %s.", "使用 %s 方案的凭据。", show(a.Scheme)), "RFC 9110 §11.4"
}

func (a *Auth) digest() Text {
	user, _ := a.Get("username")
	if hash, _ := a.Get("userhash"); strings.EqualFold(hash, "true") {
		user = "(hash)"
	}
	realm, _ := a.Get("realm")
	algorithm, has := a.Get("algorithm")
	if !has {
		algorithm = "MD5"
	}
	return say("Digest authentication as user %s in realm %s (%s): a hash proves the password, which is not sent.",
		"Digest 认证，用户 %s，域 %s（%s）：以散列值证明口令，口令本身不发送。", show(user), show(realm), show(algorithm))
}

func (a *Auth) negotiate() Text {
	if n := ntlmMessage(a.Token68); n > 0 {
		return say("%s authentication carrying NTLM message %d of 3.", "%s 认证，携带 NTLM 第 %d 条消息（共 3 条）。", show(a.Scheme), n)
	}
	if b, ok := decode64(a.Token68); ok && len(b) > 0 && b[0] == 0x60 && strings.EqualFold(a.Scheme, "negotiate") {
		return say("Negotiate authentication carrying a GSS-API token, such as Kerberos or SPNEGO.", "Negotiate 认证，携带 GSS-API 令牌（如 Kerberos 或 SPNEGO）。")
	}
	return say("%s authentication; its token is not looked into.", "%s 认证；不解析其令牌。", show(a.Scheme))
}

// explainChallenges says what authentication the response demands.
func explainChallenges(x *Exchange) iter.Seq[Remark] {
	return func(yield func(Remark) bool) {
		for _, f := range []struct{ name, section string }{{"WWW-Authenticate", "RFC 9110 §11.6.1"}, {"Proxy-Authenticate", "RFC 9110 §11.7.1"}} {
			challenges := ParseChallenges(x.Response.Fields.Combined(f.name))
			if len(challenges) == 0 {
				continue
			}
			var schemes []string
			for i := range challenges {
				scheme := challenges[i].Scheme
				if realm, ok := challenges[i].Get("realm"); ok {
					scheme += " (" + realm + ")"
				}
				schemes = append(schemes, scheme)
			}
			who := Text{"The server", "服务器"}
			if f.name[0] == 'P' {
				who = Text{"The proxy", "代理"}
			}
			list := showAll(schemes)
			if !yield(Remark{Topic: Authentication, Section: f.section, Fields: []string{f.name}, Text: Text{
				who[English] + " offers authentication by " + list + ".", who[Chinese] + "提供的认证方案：" + list + "。"}}) {
				return
			}
		}
	}
}
