package example;

import static org.springframework.security.config.Customizer.withDefaults;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.OidcUserInfo;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configurers.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configurers.OidcProviderConfigurationEndpointConfigurer;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.util.matcher.MediaTypeRequestMatcher;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;

/** Spring Authorization Server as its guide sets it up; everything is told by the environment. */
@SpringBootApplication
public class Provider {

  private final Map<String, String> told = System.getenv();

  public static void main(String[] arguments) {
    SpringApplication.run(Provider.class, arguments);
  }

  @Bean
  @Order(1)
  SecurityFilterChain protocol(HttpSecurity http) throws Exception {
    OAuth2AuthorizationServerConfigurer server =
        OAuth2AuthorizationServerConfigurer.authorizationServer();
    http.securityMatcher(server.getEndpointsMatcher())
        .with(server, it -> it.oidc(oidc -> oidc.providerConfigurationEndpoint(this::announced)))
        .authorizeHttpRequests(it -> it.anyRequest().authenticated())
        .cors(withDefaults())
        .oauth2ResourceServer(it -> it.jwt(withDefaults()))
        .exceptionHandling(
            it -> it.defaultAuthenticationEntryPointFor(loginPage(), browsers()));
    return http.build();
  }

  /** What the discovery document says beside what the server knows of itself. */
  private void announced(OidcProviderConfigurationEndpointConfigurer endpoint) {
    endpoint.providerConfigurationCustomizer(
        it ->
            it.scope("profile")
                .scope("email")
                .claim("claims_supported", List.of("sub", "name", "email", "email_verified")));
  }

  /** Where a user without a session goes, whatever Host the request had. */
  private LoginUrlAuthenticationEntryPoint loginPage() {
    LoginUrlAuthenticationEntryPoint page = new LoginUrlAuthenticationEntryPoint("/login");
    page.setFavorRelativeUris(true);
    return page;
  }

  /** Whoever asks for a page; an endpoint without one has a status for everybody else. */
  private MediaTypeRequestMatcher browsers() {
    MediaTypeRequestMatcher pages = new MediaTypeRequestMatcher(MediaType.TEXT_HTML);
    pages.setIgnoredMediaTypes(Set.of(MediaType.ALL));
    return pages;
  }

  @Bean
  @Order(2)
  SecurityFilterChain pages(HttpSecurity http) throws Exception {
    http.authorizeHttpRequests(it -> it.anyRequest().authenticated())
        .cors(withDefaults())
        .formLogin(withDefaults());
    return http.build();
  }

  /** Scripts of the application may call what it uses. */
  @Bean
  CorsConfigurationSource corsConfigurationSource() {
    CorsConfiguration allowed = new CorsConfiguration();
    allowed.setAllowedOrigins(List.of(told.get("HOST")));
    allowed.setAllowedMethods(List.of("GET", "POST"));
    allowed.setAllowedHeaders(List.of("authorization"));
    return request -> allowed;
  }

  @Bean
  UserDetailsService users() {
    return new InMemoryUserDetailsManager(
        user("OIDC_USERNAME", "OIDC_PASSWORD"), user("OTHER_USERNAME", "OTHER_PASSWORD"));
  }

  private UserDetails user(String name, String password) {
    return User.withUsername(told.get(name)).password("{noop}" + told.get(password)).build();
  }

  /** The application's public client, and a confidential one of another. */
  @Bean
  RegisteredClientRepository clients() {
    String host = told.get("HOST");
    RegisteredClient application =
        RegisteredClient.withId(UUID.randomUUID().toString())
            .clientId(told.get("OIDC_CLIENT_ID"))
            .clientName("W&B Server")
            .clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
            .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
            .redirectUri(host + "/oidc/callback")
            .postLogoutRedirectUri(host)
            .postLogoutRedirectUri(host + "/logout")
            .scopes(it -> it.addAll(Set.of("openid", "profile", "email")))
            .clientSettings(ClientSettings.builder().requireProofKey(true).build())
            .build();
    RegisteredClient other =
        RegisteredClient.withId(UUID.randomUUID().toString())
            .clientId(told.get("OTHER_CLIENT_ID"))
            .clientName("Wiki")
            .clientSecret("{noop}" + told.get("OTHER_CLIENT_SECRET"))
            .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
            .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
            .authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN)
            .redirectUri(told.get("OTHER_REDIRECT_URI"))
            .scopes(it -> it.addAll(Set.of("openid", "profile", "email")))
            .build();
    return new InMemoryRegisteredClientRepository(application, other);
  }

  /** The claims of the scopes, in the ID Token, from where UserInfo takes them. */
  @Bean
  OAuth2TokenCustomizer<JwtEncodingContext> claims() {
    return context -> {
      if (context.getTokenType().getValue().equals(OidcParameterNames.ID_TOKEN)) {
        String name = context.getPrincipal().getName();
        OidcUserInfo.Builder user = OidcUserInfo.builder().subject(name);
        if (context.getAuthorizedScopes().contains("profile")) {
          user.name(name).preferredUsername(name);
        }
        if (context.getAuthorizedScopes().contains("email")) {
          user.email(name + "@example.com").emailVerified(true);
        }
        context.getClaims().claims(it -> it.putAll(user.build().getClaims()));
      }
    };
  }

  @Bean
  JWKSource<SecurityContext> keys() throws NoSuchAlgorithmException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair pair = generator.generateKeyPair();
    RSAKey key =
        new RSAKey.Builder((RSAPublicKey) pair.getPublic())
            .privateKey((RSAPrivateKey) pair.getPrivate())
            .keyID(UUID.randomUUID().toString())
            .build();
    return new ImmutableJWKSet<>(new JWKSet(key));
  }

  @Bean
  AuthorizationServerSettings settings() {
    return AuthorizationServerSettings.builder().issuer(told.get("ISSUER")).build();
  }
}
