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
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

import org.gradiscope.engine.Progress;
import org.gradiscope.engine.TrainableNetwork;
import org.gradiscope.tensor.Pixels;
import org.junit.jupiter.api.Test;

/** A substitute for a network that answers with classes alone. */
class SubstituteTest {

	/** Of two classes, along the sign of the weight of the one over the other's: a tenth of 255. */
	@Test
	void augmentationMovesTowardsTheClass() {
		try (TrainableNetwork network = TestNetworks.brightness(2)) {
			final Examples examples =
				new Examples(TestNetworks.even(10, 100, 200, 250), new int[] { 0, 0, 1, 1 });
			final JacobianAugmentation augmentation = new JacobianAugmentation(0.1, 2, 100);
			for (int round = 0; round < 6; round++) {
				final boolean back = round / 2 % 2 == 1;
				assertArrayEquals(
					back ? new float[] { 35.5f, 125.5f, 174.5f, 224.5f }
						: new float[] { 0, 74.5f, 225.5f, 255 },
					TestNetworks.levels(augmentation.of(network, examples, round, new SplittableRandom(1))),
					1e-3f, "round " + round);
			}
		}
	}

	@Test
	void ofMoreImagesSoManyAreDrawnEachAsOften() {
		try (TrainableNetwork network = TestNetworks.brightness(2)) {
			final float[] levels = { 100, 110, 120, 130, 140 };
			final Examples examples =
				new Examples(TestNetworks.even(levels), new int[] { 0, 0, 0, 0, 0 });
			final JacobianAugmentation augmentation = new JacobianAugmentation(0.1, 10, 2);
			final SplittableRandom random = new SplittableRandom(1);
			final int[] drawn = new int[levels.length];
			for (int i = 0; i < 500; i++) {
				final float[] found = TestNetworks.levels(augmentation.of(network, examples, 0, random));
				assertEquals(2, found.length);
				for (final float level : found)
					drawn[Math.round((level + 25.5f - 100) / 10)]++;
			}
			for (final int count : drawn)
				assertEquals(200, count, 45, Arrays.toString(drawn));
		}
	}

	@Test
	void theOracleIsAskedAboutWhatIsNewAlone() {
		try (TrainableNetwork victim = TestNetworks.brightness(5);
			TrainableNetwork network = TestNetworks.of(3)) {
			final LabelOracle oracle = new LabelOracle(victim);
			final List<Substitute.Round> rounds = substitute(4, 5).train(network, oracle,
				TestNetworks.even(20, 60, 100, 150, 190, 230), heldOut(), round -> {}, Progress.NONE);
			assertEquals(List.of(6, 12, 22, 32), rounds.stream().map(Substitute.Round::images).toList());
			assertEquals(List.of(6, 12, 22, 32), rounds.stream().map(Substitute.Round::queries).toList());
		}
	}

	@Test
	void aSubstituteComesToAgree() {
		try (TrainableNetwork victim = TestNetworks.brightness(5);
			TrainableNetwork network = TestNetworks.of(3)) {
			final List<Substitute.Round> rounds =
				substitute(4, 40).train(network, new LabelOracle(victim),
					TestNetworks.even(20, 60, 100, 150, 190, 230), heldOut(), round -> {}, Progress.NONE);
			assertTrue(rounds.get(3).agreement().value() > 0.9, rounds.toString());
		}
	}

	@Test
	void canceledInTheFirstRoundThereIsNothing() {
		try (TrainableNetwork victim = TestNetworks.brightness(5);
			TrainableNetwork network = TestNetworks.of(3)) {
			assertThrows(CancellationException.class, () -> substitute(4, 5).train(network,
				new LabelOracle(victim), TestNetworks.even(20, 230), heldOut(), round -> {}, () -> true));
			final int[] asked = { 0 };
			final List<float[]> weights = new ArrayList<>();
			final List<Substitute.Round> rounds =
				substitute(4, 5).train(network, new LabelOracle(victim), TestNetworks.even(20, 230),
					heldOut(), round -> weights.addAll(weights(network)), () -> ++asked[0] > 8);
			final List<float[]> left = weights(network);
			for (int i = 0; i < left.size(); i++)
				assertArrayEquals(weights.get(i), left.get(i), "those of the first round");
			assertEquals(1, rounds.size(), "five steps in the first round, then three in the second");
		}
	}

	private static List<float[]> weights(final TrainableNetwork network) {
		return network.values().values().stream().map(weight -> weight.data().clone()).toList();
	}

	/** Each round makes 10 new images at most. */
	private static Substitute substitute(final int rounds, final int epochs) {
		return new Substitute(rounds, epochs, new JacobianAugmentation(0.1, 3, 10),
			TrainingOptions.of(1).withBatch(8).withRate(0.1));
	}

	/** Of every fifth level; those over the middle are bright. */
	private static Examples heldOut() {
		final float[] levels = new float[51];
		for (int i = 0; i < levels.length; i++)
			levels[i] = 5 * i + 2;
		final Pixels images = TestNetworks.even(levels);
		return new Examples(images,
			IntStream.range(0, levels.length).map(i -> levels[i] > 127.5 ? 1 : 0).toArray());
	}
}
