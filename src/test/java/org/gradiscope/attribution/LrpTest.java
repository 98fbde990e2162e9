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

package org.gradiscope.attribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;

import org.gradiscope.engine.Network;
import org.gradiscope.engine.RelevanceRules;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.BrightnessEngine;
import org.junit.jupiter.api.Test;

/** What LRP says of itself; its rules are tested with the engine. */
class LrpTest {

	private static Pixels grey(final int count) {
		final Tensor values = Tensor.zeros(Shape.of(count, 8, 8, 1));
		Arrays.fill(values.data(), 51);
		return new Pixels(values, ValueRange.EIGHT_BIT);
	}

	/** "Bright" is ten times the mean of 0.2, each pixel of which has its 64th. */
	@Test
	void conservationIsAFact() {
		try (Network network = new BrightnessEngine().open(BrightnessEngine.MODEL)) {
			final Attribution bright = Lrp.usual().attribute(network, grey(1), Objectives.logit(1));
			assertEquals(List.of("objective", "relevance of the pixels", "relevance of biases", Lrp.GAP),
				List.copyOf(bright.facts().keySet()));
			assertEquals(2f, (float) bright.facts().get("objective"), 1e-6);
			assertEquals(2f, (float) bright.facts().get("relevance of the pixels"), 1e-6);
			assertEquals(0f, (float) bright.facts().get(Lrp.GAP), 1e-6);
			final float[] shares = new float[64];
			Arrays.fill(shares, 2f / 64);
			assertArrayEquals(shares, bright.map().data(), 1e-6f);
		}
	}

	@Test
	void itTakesOneImage() {
		try (Network network = new BrightnessEngine().open(BrightnessEngine.MODEL)) {
			assertThrows(IllegalArgumentException.class,
				() -> Lrp.usual().attribute(network, grey(2), Objectives.logit(1)));
		}
	}

	@Test
	void itsTextIsTheRecipe() {
		assertEquals("lrp[rules=composite]", Lrp.usual().toString());
		assertEquals("lrp[rules=alpha1beta0]", new Lrp(RelevanceRules.ALPHA1_BETA0).toString());
	}
}
