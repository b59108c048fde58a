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
			show(orEmpty(user)), show(password)), "RFC 7617 §2"
	case "bearer":
		if a.Token68 == "" {
			return say("Bearer credentials in which no token can be read.", "无法从中读出令牌的 Bearer 凭据。"), "RFC 6750 §2.1"
		}
		return bearer(a.Token68, reveal), "RFC 6750 §2.1"
	case "digest":
		return a.digest(), "RFC 7616 §3.4"
	case "ntlm":
		return a.negotiate(), "MS-NTHT"
	case "negotiate":
		return a.negotiate(), "RFC 4559 §4"
	}
	return say("Credentials of the scheme %s.", "使用 %s 方案的凭据。", show(a.Scheme)), "RFC 9110 §11.4"
}

// digest says what is there, and what is to be taken where it is not
// (RFC 7616 §3.3, §3.4).
func (a *Auth) digest() Text {
	user, named := a.Get("username")
	extended, isExtended := a.Get("username*")
	hash, _ := a.Get("userhash")
	who := say("without a user", "未给出用户")
	switch {
	case named && strings.EqualFold(hash, "true"):
		who = say("as a user whose name is hashed", "用户名以散列值给出")
	case named:
		who = say("as user %s", "用户 %s", show(orEmpty(user)))
	case isExtended:
		who = say("as user %s (encoded)", "用户 %s（已编码）", show(orEmpty(extended)))
	}
	realm, has := a.Get("realm")
	where := say(" without a realm", "，未给出域")
	if has {
		where = say(" in realm %s", "，域 %s", show(orEmpty(realm)))
	}
	algorithm, has := a.Get("algorithm")
	how := say(" (no algorithm named, which means MD5)", "（未指明算法，即 MD5）")
	if has {
		how = say(" (%s)", "（%s）", show(orEmpty(algorithm)))
	}
	t := Text{"Digest authentication " + who[English] + where[English] + how[English], "Digest 认证，" + who[Chinese] + where[Chinese] + how[Chinese]}
	if _, has := a.Get("response"); has {
		return Text{t[English] + ": a hash is to prove the password, which is not sent.", t[Chinese] + "：以散列值证明密码，密码本身不发送。"}
	}
	return Text{t[English] + ", but without the hash (response) that is to prove the password.", t[Chinese] + "，但没有用以证明密码的散列值（response）。"}
}

// orEmpty stands in for an empty value in a sentence.
func orEmpty(s string) string {
	if s == "" {
		return `""`
	}
	return s
}

func (a *Auth) negotiate() Text {
	if a.Token68 == "" {
		return say("%s credentials in which no token can be read.", "无法从中读出令牌的 %s 凭据。", show(a.Scheme))
	}
	if n := ntlmMessage(a.Token68); n > 0 {
		return say("%s authentication carrying NTLM message %d of 3.", "%s 认证，携带 NTLM 第 %d 条消息（共 3 条）。", show(a.Scheme), n)
	}
	if b, ok := decode64(a.Token68); ok && len(b) > 0 && b[0] == 0x60 && strings.EqualFold(a.Scheme, "negotiate") {
		return say("Negotiate authentication carrying what begins like a GSS-API token, such as Kerberos or SPNEGO.", "Negotiate 认证，携带的内容形似 GSS-API 令牌（如 Kerberos 或 SPNEGO）。")
	}
	return say("%s authentication; its token is not looked into.", "%s 认证；不解析其令牌。", show(a.Scheme))
}

// explainChallenges says what authentication the response demands or offers.
func explainChallenges(x *Exchange) iter.Seq[Remark] {
	return func(yield func(Remark) bool) {
		for _, f := range []struct{ name, section string }{{"WWW-Authenticate", "RFC 9110 §11.6.1"}, {"Proxy-Authenticate", "RFC 9110 §11.7.1"}} {
			if !x.Response.Fields.Has(f.name) {
				continue
			}
			challenges := ParseChallenges(x.Response.Fields.Combined(f.name))
			t := say("%s names no authentication scheme that can be read.", "%s 中没有可识别的认证方案。", f.name)
			if len(challenges) > 0 {
				var en, zh []string
				for i := range challenges {
					c := challenges[i].challenge()
					en, zh = append(en, c[English]), append(zh, c[Chinese])
				}
				t = Text{f.name + " names the authentication scheme " + showAll(en) + ".", f.name + " 列出的认证方案：" + showAll(zh) + "。"}
			}
			if !yield(Remark{Topic: Authentication, Section: f.section, Fields: []string{f.name}, Text: t}) {
				return
			}
		}
	}
}

// challenge names a scheme with its realm, without which only Basic cannot be
// (RFC 7617 §2).
func (a *Auth) challenge() Text {
	realm, has := a.Get("realm")
	n := ntlmMessage(a.Token68)
	switch scheme := strings.ToLower(a.Scheme); {
	case has:
		return say("%s (realm %s)", "%s（域 %s）", a.Scheme, orEmpty(realm))
	case scheme == "basic":
		return say("%s (without the realm that it must have)", "%s（缺少必需的域）", a.Scheme)
	case n > 0 && (scheme == "ntlm" || scheme == "negotiate"):
		return say("%s (NTLM message %d of 3)", "%s（NTLM 第 %d 条消息，共 3 条）", a.Scheme, n)
	}
	return Text{a.Scheme, a.Scheme}
}
