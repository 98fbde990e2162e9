/*-
 * #%L
 * Convolutional networks looked into from ImageJ and Fiji.
 * %%
 * Copyright (C) 2026 Gradiscope founders.
 * %%
 * Redistribution and use in source and binary forms, with or without
 * modification, are permitted provided that the following conditions are met:
 *
 * 1. Redistributions of source code must retain the above copyright notice,
 *    this list of conditions and the following disclaimer.
 * 2. Redistributions in binary form must reproduce the above copyright notice,
 *    this list of conditions and the following disclaimer in the documentation
 *    and/or other materials provided with the distribution.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS"
 * AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE
 * IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE
 * ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDERS OR CONTRIBUTORS BE
 * LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR
 * CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF
 * SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS
 * INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN
 * CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE)
 * ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE
 * POSSIBILITY OF SUCH DAMAGE.
 * #L%
 */

package org.gradiscope.model.store;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.gradiscope.model.ModelException;

/** One mapping of a catalogue's YAML, read key by key. */
final class CatalogueEntryParser {

	private static final Set<String> KEYS = Set.of("name", "description", "licence", "homepage",
		"address", "sha256", "verified-by", "size", "remedy", "tried", "graph", "labels", "descriptor");

	/** What no entry can say of a network's {@code gradiscope.yaml}. */
	private static final List<String> COMPUTED = List.of("name", "graph", "sha256");

	private final Map<String, Object> values = new LinkedHashMap<>();
	private final String where;

	/** @param where the catalogue's name, for messages */
	CatalogueEntryParser(final Object node, final String where) {
		this.where = where;
		if (!(node instanceof Map)) throw wrong("is '" + node + "', but each entry is a mapping");
		((Map<?, ?>) node).forEach((key, value) -> values.put(String.valueOf(key), value));
		for (final String key : values.keySet())
			if (!KEYS.contains(key)) throw wrong("has the key '" + key + "', but the keys are " +
				String.join(", ", KEYS.stream().sorted().toList()));
	}

	CatalogueEntry entry() {
		final String name = text("name");
		if (!name.matches("[a-z0-9]([a-z0-9._-]{0,62}[a-z0-9])?") || name.endsWith(".yaml"))
			throw wrong("has the name '" + name + "', but a name is of a-z, 0-9, '.', '_' and '-'");
		if (name.equals(UnpackedArchive.FOLDER))
			throw wrong("has the name of the folder of unpacked archives; choose another");
		final Optional<CatalogueEntry.Origin> origin =
			has("address") ? Optional.of(origin()) : Optional.empty();
		return new CatalogueEntry(name, text("description"), text("licence"), optional("homepage"),
			origin, origin.isPresent() ? optional("remedy") : text("remedy"), bool("tried"),
			inner("graph"), inner("labels"), descriptor());
	}

	private CatalogueEntry.Origin origin() {
		final String sha256 = optional("sha256").toLowerCase(Locale.ROOT);
		if (!sha256.matches("([0-9a-f]{64})?"))
			throw wrong("has the sha256 '" + sha256 + "', but that is 64 hexadecimal digits");
		if (!sha256.isEmpty()) text("verified-by");
		return new CatalogueEntry.Origin(address(), sha256, optional("verified-by"), size());
	}

	private URI address() {
		try {
			final URI address = URI.create(text("address"));
			if (Redirects.isWeb(address)) return address;
		}
		catch (final IllegalArgumentException e) {
			// As below: no address.
		}
		throw wrong(
			"has the address '" + text("address") + "', but that begins with https:// or " + "http://");
	}

	private long size() {
		final Object size = values.getOrDefault("size", 0);
		if (size instanceof Integer || size instanceof Long) {
			final long bytes = ((Number) size).longValue();
			if (bytes >= 0) return bytes;
		}
		throw wrong("has the size '" + size + "', but that is a number of bytes");
	}

	private String inner(final String key) {
		return SafePath.of(has(key) ? text(key) : ".",
			why -> wrong("has a wrong '" + key + "': " + why));
	}

	private Map<String, Object> descriptor() {
		final Map<String, Object> descriptor = new LinkedHashMap<>();
		final Object node = values.getOrDefault("descriptor", Map.of());
		if (!(node instanceof Map))
			throw wrong("has the descriptor '" + node + "', but that is a mapping as in gradiscope.yaml");
		((Map<?, ?>) node).forEach((key, value) -> descriptor.put(String.valueOf(key), value));
		for (final String key : COMPUTED)
			if (descriptor.containsKey(key)) throw wrong(
				"has '" + key + "' in its descriptor, but that one is computed; leave it out there");
		return descriptor;
	}

	private boolean bool(final String key) {
		final Object value = values.getOrDefault(key, false);
		if (value instanceof Boolean) return (Boolean) value;
		throw wrong("has '" + key + ": " + value + "', but that is true or false");
	}

	private boolean has(final String key) {
		return values.get(key) != null;
	}

	private String text(final String key) {
		final String text = optional(key);
		if (text.isEmpty()) throw wrong("has no '" + key + "'");
		return text;
	}

	private String optional(final String key) {
		return has(key) ? String.valueOf(values.get(key)).strip() : "";
	}

	private ModelException wrong(final String what) {
		return new ModelException("The catalogue " + where + ": the entry '" +
			values.getOrDefault("name", "without a name") + "' " + what + ".");
	}
}
