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

package org.gradiscope.model.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Collectors;

import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.model.ModelException;
import org.junit.jupiter.api.function.Executable;

/** A description as text, each fact with its source, to compare it as a whole. */
final class Told {

	private static final List<Fact<?>> ALL = List.of(Fact.NAME, Fact.GRAPH, Fact.SIGNATURE,
		Fact.SHA256, Fact.INPUT, Fact.AXES, Fact.CHANNELS, Fact.RANGE, Fact.STEPS, Fact.STANDARDIZATION,
		Fact.MEAN, Fact.DEVIATION, Fact.SIZE, Fact.FIT, Fact.OTHER_INPUTS, Fact.OUTPUT, Fact.LOGITS,
		Fact.LABELS, Fact.LAYERS, Fact.AUTO, Fact.NOTES);

	private Told() {}

	/** One line a fact: {@code name: value <- source}. */
	static String of(final Description description) {
		return ALL.stream().filter(description::has).map(fact -> fact + ": " +
			description.get(fact).get() + " <- " + description.sources().get(fact.toString()) + "\n")
			.collect(Collectors.joining());
	}

	static void assertRefused(final String message, final Executable call) {
		final String refused = assertThrows(ModelException.class, call).getMessage();
		assertEquals(message, refused);
		assertEquals(1, refused.lines().count());
	}
}
