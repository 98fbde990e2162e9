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

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.gradiscope.engine.Architecture.Convolution;
import org.gradiscope.engine.Engine;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Prediction;
import org.gradiscope.engine.TrainableNetwork;
import org.gradiscope.model.ModelSource;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Images;
import org.junit.jupiter.api.Test;

/** Training: dark images against bright ones. */
class TrainerTest {

	private static final int[] CLASSES = { 0, 1, 0, 1 };

	/** A network that is yet to be trained, and what trains it. */
	private record Lesson(TrainableNetwork network, Trainer trainer) implements AutoCloseable {

		static Lesson of(final TrainingOptions options, final Convolution... convolutions) {
			final TrainableNetwork network = TestNetworks.of(options.seed(), convolutions);
			return new Lesson(network, new Trainer(network, options));
		}

		double train(final int steps) {
			double loss = 0;
			for (int step = 0; step < steps; step++)
				loss = trainer.step(batch(step));
			return loss;
		}

		byte[] file() {
			return ((ModelSource.Graph) network.model("brightness").source()).bytes();
		}

		@Override
		public void close() {
			network.close();
		}
	}

	private static Lesson deep(final long seed) {
		return Lesson.of(TrainingOptions.of(60).withRate(0.02).withSmoothing(0.1).withSeed(seed),
			new Convolution("first", 3, 4, true), new Convolution("second", 3, 6, false));
	}

	private static Examples batch(final long seed) {
		final Tensor images = Images.noise(new ValueRange(0, 120), seed, 4, 8, 8, 1).values();
		for (int i = 0; i < images.size(); i++)
			if (CLASSES[i / (images.size() / 4)] == 1) images.data()[i] += 120;
		return new Examples(new Pixels(images, ValueRange.EIGHT_BIT), CLASSES);
	}

	private static Examples even(final float... levels) {
		final int[] classes = new int[levels.length];
		for (int i = 0; i < classes.length; i++)
			classes[i] = levels[i] > 127.5 ? 1 : 0;
		return new Examples(TestNetworks.even(levels), classes);
	}

	/**
	 * The mean of an image is all that a network without convolutions sees, so this is the logistic
	 * regression of two points: with smoothed targets of 0.95 and 0.05 its loss ends at their entropy, and
	 * the difference of the scores at each point's log-odds.
	 */
	@Test
	void aSeparableSetComesToItsKnownMinimum() {
		final TrainingOptions options =
			TrainingOptions.of(800).withRate(0.1).withDecay(0).withSmoothing(0.1);
		try (Lesson lesson = Lesson.of(options)) {
			final Examples points = even(0, 255);
			double loss = 0;
			for (int step = 0; step < options.steps(); step++)
				loss = lesson.trainer.step(points);
			assertEquals(-(0.95 * Math.log(0.95) + 0.05 * Math.log(0.05)), loss, 1e-6);
			final float[] scores = Prediction.of(lesson.network, points.images()).get(1).logits();
			assertEquals(Math.log(0.95 / 0.05), scores[1] - scores[0], 1e-3);
		}
	}

	/** Adam's first step is the step size along the sign of each derivative, and then kernels decay. */
	@Test
	void theFirstStepIsAlongTheSign() {
		final TrainingOptions options = TrainingOptions.of(1).withRate(0.01).withDecay(0.5);
		try (Lesson lesson = Lesson.of(options)) {
			final Map<String, Tensor> before = lesson.network.values();
			lesson.trainer.step(even(255));
			final Map<String, Tensor> after = lesson.network.values();
			final float[] bias = after.get("dense.bias").data();
			assertArrayEquals(new float[] { -0.01f, 0.01f }, bias, 1e-7f);
			final float[] kernel = before.get("dense.kernel").data();
			assertArrayEquals(new float[] { (kernel[0] - 0.01f) * 0.995f, (kernel[1] + 0.01f) * 0.995f },
				after.get("dense.kernel").data(), 1e-6f);
		}
	}

	@Test
	void aTrainedNetworkTellsItsClassesApart() {
		try (Lesson lesson = deep(1)) {
			final double first = lesson.trainer.step(batch(0));
			assertEquals(Math.log(2), first, 0.7);
			assertTrue(lesson.train(59) < 0.3);
			try (Network network = Engine.load().open(lesson.network.model("brightness"))) {
				final List<Prediction> predictions = Prediction.of(network, batch(12345).images());
				for (int i = 0; i < CLASSES.length; i++)
					assertEquals(CLASSES[i], predictions.get(i).best());
				assertEquals(2, network.descriptor().layer("second").stride());
			}
		}
	}

	@Test
	void oneSeedOneFileBitForBit() {
		try (Lesson one = deep(7); Lesson again = deep(7); Lesson other = deep(8)) {
			List.of(one, again, other).forEach(lesson -> lesson.train(20));
			assertArrayEquals(one.file(), again.file());
			assertFalse(Arrays.equals(one.file(), other.file()));
		}
	}

	@Test
	void weightsAreKeptAndPutBack() {
		try (Lesson lesson = deep(1)) {
			lesson.train(20);
			final Map<String, Tensor> kept = lesson.trainer.snapshot();
			final byte[] then = lesson.file();
			lesson.train(5);
			assertFalse(Arrays.equals(then, lesson.file()));
			lesson.trainer.restore(kept);
			assertArrayEquals(then, lesson.file());
		}
	}

	@Test
	void badOptionsAreRefused() {
		assertThrows(IllegalArgumentException.class, () -> TrainingOptions.of(0));
		assertThrows(IllegalArgumentException.class, () -> TrainingOptions.of(1).withSmoothing(1));
		assertThrows(IllegalArgumentException.class, () -> TrainingOptions.of(1).withRate(0));
		assertThrows(IllegalArgumentException.class,
			() -> new Examples(batch(1).images(), new int[] { 1 }));
	}
}
