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
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;

import org.gradiscope.engine.Progress;
import org.gradiscope.engine.TrainableNetwork;
import org.gradiscope.training.TrainingLoop.Course;
import org.junit.jupiter.api.Test;

/** The loop: order, looks at held-out images, the best weights, and cancelling. */
class TrainingLoopTest {

	private static final Examples POINTS =
		new Examples(TestNetworks.even(10, 60, 120, 140, 200, 240), new int[] { 0, 0, 0, 1, 1, 1 });

	private static final TrainingOptions OPTIONS = TrainingOptions.of(40).withBatch(2).withRate(0.5);

	private static Course run(final TrainableNetwork network, final TrainingStep step,
		final Validation validation, final Progress progress) {
		return TrainingLoop.run(new Trainer(network, OPTIONS), OPTIONS, POINTS, step, validation,
			points -> {}, progress);
	}

	@Test
	void eachEpochHasEachExampleOnce() {
		final Map<Float, Integer> seen = new HashMap<>();
		try (TrainableNetwork network = TestNetworks.of(1)) {
			run(network, (trainer, batch) -> {
				for (final float level : TestNetworks.levels(batch.images()))
					seen.merge(level, 1, Integer::sum);
				return 0;
			}, Validation.accuracy(POINTS), Progress.NONE);
		}
		seen.values().forEach(count -> assertEquals(40 * 2 / 6.0, count, 1));
	}

	@Test
	void itLearns() {
		try (TrainableNetwork network = TestNetworks.of(1)) {
			final Course course =
				run(network, TrainingStep.PLAIN, Validation.accuracy(POINTS), Progress.NONE);
			assertEquals(20, course.points().size());
			assertEquals(1, course.best().measured().get(Validation.ACCURACY));
			assertFalse(course.canceled());
			assertTrue(course.points().get(19).loss() < course.points().get(0).loss());
		}
	}

	@Test
	void aLossThatIsNoNumberIsRefused() {
		final String message;
		try (TrainableNetwork network = TestNetworks.of(1)) {
			message = assertThrows(IllegalArgumentException.class, () -> run(network,
				(trainer, batch) -> Double.NaN, Validation.accuracy(POINTS), Progress.NONE)).getMessage();
		}
		assertTrue(message.contains("after 0 steps the loss is NaN; take a smaller rate"), message);
	}

	/** Measured is the step, up to the thirtieth and down again. */
	@Test
	void theBestWeightsAreThoseInTheEnd() {
		try (TrainableNetwork network = TestNetworks.of(1)) {
			final int[] looks = { 0 };
			final float[][] at30 = new float[1][];
			final Course course = run(network, TrainingStep.PLAIN, now -> {
				final int step = 2 * ++looks[0];
				final float[] weights = network.values().get("dense.kernel").data();
				if (step == 30) at30[0] = weights;
				return Map.of("made up", -Math.abs(step - 30.0));
			}, Progress.NONE);
			assertEquals(30, course.best().step());
			assertArrayEquals(at30[0], network.values().get("dense.kernel").data());
		}
	}

	/** The first is always the same; the second is largest at the thirtieth step. */
	@Test
	void ofEqualStatesTheSecondMeasureDecides() {
		try (TrainableNetwork network = TestNetworks.of(1)) {
			final int[] looks = { 0 };
			final Map<Integer, Double> second = Map.of(30, 1.0);
			final Course course = run(network, TrainingStep.PLAIN, now -> {
				final Map<String, Double> measured = new LinkedHashMap<>();
				measured.put("first", 0.5);
				measured.put("second", second.getOrDefault(2 * ++looks[0], 0.0));
				return measured;
			}, Progress.NONE);
			assertEquals(30, course.best().step());
		}
	}

	@Test
	void ofAllEqualTheLastIsKept() {
		try (TrainableNetwork network = TestNetworks.of(1)) {
			assertEquals(40,
				run(network, TrainingStep.PLAIN, now -> Map.of("made up", 0.5), Progress.NONE).best()
					.step());
		}
	}

	@Test
	void canceledItKeepsTheBestSoFar() {
		try (TrainableNetwork network = TestNetworks.of(1)) {
			final int[] asked = { 0 };
			final Course course =
				run(network, TrainingStep.PLAIN, Validation.accuracy(POINTS), () -> ++asked[0] > 10);
			assertTrue(course.canceled());
			assertEquals(10, course.points().get(course.points().size() - 1).step());
			assertThrows(CancellationException.class,
				() -> run(network, TrainingStep.PLAIN, Validation.accuracy(POINTS), () -> true));
		}
	}

	@Test
	void whatWouldTakeDaysIsRefused() {
		final TrainingOptions endless = OPTIONS.withSteps(2_000_000_000);
		try (TrainableNetwork network = TestNetworks.of(1)) {
			final String message = assertThrows(IllegalArgumentException.class,
				() -> TrainingLoop.run(new Trainer(network, endless), endless, POINTS, TrainingStep.PLAIN,
					Validation.accuracy(POINTS), points -> {}, Progress.NONE))
				.getMessage();
			assertTrue(message.contains("hours"), message);
		}
	}
}
