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
package org.gradiscope.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.gradiscope.attribution.Attribution;
import org.gradiscope.engine.EngineException;

/** Methods whose maps are compared: of several, one that a network does not allow is left out. */
final class ComparedMethods {

	private final List<String> wanted;
	private final Map<String, EngineException> failed = new LinkedHashMap<>();

	ComparedMethods(final List<String> wanted) {
		this.wanted = wanted;
	}

	/** Those that have not failed. */
	List<String> names() {
		return wanted.stream().filter(name -> !failed.containsKey(name)).toList();
	}

	/**
	 * What a method gives; none if it fails, but others have not.
	 *
	 * @throws EngineException that of the first method, if all have failed
	 */
	Optional<Attribution> attempt(final String name, final Supplier<Attribution> method) {
		try {
			return Optional.of(method.get());
		}
		catch (final EngineException e) {
			failed.put(name, e);
			if (names().isEmpty()) throw failed.values().iterator().next();
			return Optional.empty();
		}
	}

	/** Which were left out and why; nothing if none was. */
	Optional<String> leftOut() {
		if (failed.isEmpty()) return Optional.empty();
		return Optional.of("Left out of the comparison: " + failed.entrySet().stream()
			.map(
				each -> each.getKey() + " (" + each.getValue().getMessage().replaceFirst("\\.$", "") + ")")
			.collect(Collectors.joining("; ")) + ".");
	}
}
