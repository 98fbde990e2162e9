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

package org.gradiscope.engine.tf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;

import org.gradiscope.engine.Network;
import org.gradiscope.engine.Query;
import org.gradiscope.engine.RelevanceRules;
import org.gradiscope.model.InputSize;
import org.gradiscope.objective.Expression;
import org.gradiscope.objective.Objective;
import org.gradiscope.objective.Objectives;
import org.gradiscope.pattern.Pattern;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Images;
import org.gradiscope.testing.Micropatterns;
import org.junit.jupiter.api.Test;

/** Which queries share a program. */
class ProgramKeyTest {

	/** Batches of so many images and more are divided. */
	private static final int MANY = Runtime.getRuntime().availableProcessors();
	private static final Pixels IMAGE = Micropatterns.draw(Pattern.GRID, 96, 1);

	private static ProgramKey key(final Objective objective) {
		return ProgramKey.of(Query.of(IMAGE).objective(objective).withGradient(),
			InputSize.atLeast(32, 32), false);
	}

	@Test
	void objectivesThatDifferInTheirChannelsShareAProgram() {
		assertEquals(key(Objectives.logit(0)), key(Objectives.logit(5)));
		assertEquals(key(Objectives.logit(0).minus(Objectives.logit(1))),
			key(Objectives.logit(2).minus(Objectives.logit(7))));
		assertEquals(key(Objectives.channel("conv3", 1)), key(Objectives.channel("conv3", 2)));
		assertNotEquals(key(Objectives.channel("conv3", 1)), key(Objectives.channel("conv4", 1)));
		assertNotEquals(key(Objectives.logit(0)), key(Objectives.logit(0).times(2)));
		assertNotEquals(key(Objectives.logit(0)), key(Objectives.logProbability(0)));
	}

	@Test
	void eachChannelHasItsOwnValueAndGradient() {
		try (Network network = Micropatterns.open()) {
			final float[] scores = network.activation(IMAGE, Expression.LOGITS).data();
			for (int channel = 0; channel < scores.length; channel++)
				assertEquals(scores[channel], network.values(IMAGE, Objectives.logit(channel))[0], 1e-5f);
			final float[] both =
				network.evaluate(IMAGE, Objectives.logit(2).minus(Objectives.logit(1))).gradient().data();
			final float[] two = network.evaluate(IMAGE, Objectives.logit(2)).gradient().data();
			final float[] one = network.evaluate(IMAGE, Objectives.logit(1)).gradient().data();
			assertArrayEquals(both, difference(two, one), 1e-6f);
		}
	}

	private static float[] difference(final float[] two, final float[] one) {
		final float[] difference = two.clone();
		IntStream.range(0, one.length).forEach(i -> difference[i] -= one[i]);
		return difference;
	}

	@Test
	void aChannelThatIsNotThereIsRefusedByASharedProgramToo() {
		try (Network network = Micropatterns.open()) {
			network.values(IMAGE, Objectives.logit(0));
			for (final int channel : new int[] { -1, 1000 }) {
				final String message = assertThrows(IllegalArgumentException.class,
					() -> network.values(IMAGE, Objectives.logit(channel))).getMessage();
				assertTrue(message.startsWith("There is no channel " + channel + " in "), message);
			}
		}
	}

	private static ProgramKey key(final int count, final int side, final InputSize size) {
		return ProgramKey.of(Query.of(Images.noise(ValueRange.UNIT, 1, count, side, side, 3))
			.objective(Objectives.logit(0)).withGradient(), size, false);
	}

	@Test
	void imagesOfAnySizeAndNumberShareAProgram() {
		final InputSize any = InputSize.atLeast(8, 8);
		assertEquals(key(MANY, 8, any), key(MANY + 1, 9, any));
		final InputSize fixed = InputSize.fixed(8, 8);
		assertEquals(key(MANY, 20, fixed), key(MANY + 1, 9, fixed));
	}

	@Test
	void imagesOfTheNetworksOwnSizeShareAnother() {
		final InputSize fixed = InputSize.fixed(8, 8);
		assertEquals(key(MANY, 8, fixed), key(MANY + 1, 8, fixed));
		assertNotEquals(key(1, 8, fixed), key(1, 9, fixed));
	}

	/** Its terms nearly cancel, so that another order of operations shows. */
	@Test
	void relevanceKeepsToOneProgram() {
		final InputSize fixed = InputSize.fixed(8, 8);
		assertEquals(relevance(8, fixed), relevance(9, fixed));
	}

	private static ProgramKey relevance(final int side, final InputSize size) {
		return ProgramKey.of(Query.of(Images.noise(ValueRange.UNIT, 1, 1, side, side, 3))
			.objective(Objectives.logit(0)).withRelevance(RelevanceRules.COMPOSITE), size, false);
	}
}
