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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.gradiscope.attribution.Attribution;
import org.gradiscope.engine.EngineException;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** What is left out of a comparison, and said. */
class ComparedMethodsTest {

	private static Attribution fails(final String why) {
		throw new EngineException(why);
	}

	@Test
	void oneThatTheNetworkDoesNotAllowIsLeftOut() {
		final ComparedMethods compared = new ComparedMethods(List.of("gradient", "lrp"));
		final Attribution map = Attribution.of(Tensor.zeros(Shape.of(1, 2, 2, 1)));
		assertEquals(map, compared.attempt("gradient", () -> map).orElseThrow());
		assertTrue(compared.leftOut().isEmpty());
		assertTrue(compared.attempt("lrp", () -> fails("There is no rule.")).isEmpty());
		assertEquals(List.of("gradient"), compared.names());
		assertEquals("Left out of the comparison: lrp (There is no rule).",
			compared.leftOut().orElseThrow());
	}

	@Test
	void ifAllFailTheFirstSaysWhy() {
		final ComparedMethods compared = new ComparedMethods(List.of("lrp", "gradient"));
		compared.attempt("lrp", () -> fails("First."));
		assertEquals("First.", assertThrows(EngineException.class,
			() -> compared.attempt("gradient", () -> fails("Second."))).getMessage());
	}

	@Test
	void aSingleMethodFailsAsItDoes() {
		assertEquals("No.", assertThrows(EngineException.class,
			() -> new ComparedMethods(List.of("lrp")).attempt("lrp", () -> fails("No."))).getMessage());
	}
}
