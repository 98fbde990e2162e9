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

package org.gradiscope.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;

import org.gradiscope.attack.robustness.Proportion;
import org.gradiscope.engine.TrainableNetwork;
import org.junit.jupiter.api.Test;

/** Of a network whose answers are known: {@code bright} over 127.5. */
class ConfusionTest {

	/** More than go through together; the fourth and the last are not what they are said to be. */
	private static final float[] LEVELS =
		{ 0, 20, 40, 200, 200, 220, 240, 250, 140, 150, 160, 170, 10 };
	private static final Examples EXAMPLES =
		new Examples(TestNetworks.even(LEVELS), new int[] { 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1 });

	@Test
	void whatIsTakenForWhatIsCounted() {
		try (TrainableNetwork network = TestNetworks.brightness(1)) {
			final Confusion found = Confusion.of(network, EXAMPLES);
			assertArrayEquals(new int[] { 3, 1 }, found.counts()[0]);
			assertArrayEquals(new int[] { 1, 8 }, found.counts()[1]);
			assertEquals(new Proportion(11, 13), found.right());
			assertEquals(new Proportion(3, 4), found.right(0));
			assertEquals(new Proportion(8, 9), found.right(1));
			assertEquals(found.right(), Validation.right(network, EXAMPLES));
		}
	}

	/** The probabilities are 1 / (1 + e^-2m) of the mean m in -1..1, or 1 less that. */
	@Test
	void likelihoodIsTheGeometricMeanOfTheTrueClassesProbabilities() {
		try (TrainableNetwork network = TestNetworks.brightness(1)) {
			double product = 1;
			for (int n = 0; n < LEVELS.length; n++) {
				final double score = 2 * (2 * LEVELS[n] / 255 - 1);
				product *= 1 / (1 + Math.exp(EXAMPLES.classes()[n] == 1 ? -score : score));
			}
			final Map<String, Double> measured = Validation.sureness(EXAMPLES).of(network);
			assertEquals(11 / 13.0, measured.get(Validation.ACCURACY), 1e-12);
			assertEquals(Math.pow(product, 1 / 13.0), measured.get(Validation.LIKELIHOOD), 1e-6);
			assertEquals(Validation.ACCURACY, measured.keySet().iterator().next());
		}
	}
}
