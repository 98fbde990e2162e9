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
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;

import org.gradiscope.engine.Architecture;
import org.gradiscope.engine.Architecture.Convolution;
import org.gradiscope.engine.Engine;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.NewHead;
import org.gradiscope.engine.Progress;
import org.gradiscope.engine.TrainableNetwork;
import org.gradiscope.model.Labels;
import org.gradiscope.objective.Expression;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Images;
import org.gradiscope.training.Augmentation.Change;
import org.gradiscope.training.FineTuning.Stage;
import org.gradiscope.training.TrainingLoop.Course;
import org.gradiscope.training.TrainingLoop.Point;
import org.junit.jupiter.api.Test;

class FineTuningTest {

	private static final Labels THREE = new Labels(List.of("dark", "middle", "bright"));
	private static final Engine ENGINE = Engine.load();

	private static Network made(final Architecture architecture) {
		return ENGINE.open(ENGINE.create(architecture, "layer", 1));
	}

	/** Even images of three classes, each of one grey level or of some around it. */
	private static Examples levels(final int count, final int spread) {
		final SplittableRandom random = new SplittableRandom(count);
		final float[] levels = new float[count];
		final int[] classes = new int[count];
		for (int n = 0; n < count; n++) {
			classes[n] = n % 3;
			levels[n] = 30 + 105 * classes[n] + (spread == 0 ? 0 : random.nextInt(spread));
		}
		return new Examples(TestNetworks.even(levels), classes);
	}

	private static TrainableNetwork old() {
		return TestNetworks.of(3, new Convolution("conv", 3, 6, false));
	}

	private static Stage stage(final int epochs, final double rate) {
		return new Stage(epochs, TrainingOptions.of(1).withBatch(8).withRate(rate).withDecay(0));
	}

	private static FineTuning tuning(final Stage... stages) {
		return new FineTuning(new Augmentation(Set.of(Change.FLIP, Change.NOISE)), 2, stages[0],
			stages.length > 1 ? Optional.of(stages[1]) : Optional.empty());
	}

	/** What was trained, and how; all layers can change, whether they do or not. */
	private record Trained(Course course, Map<String, Tensor> weights) {}

	private static Trained trained(final FineTuning tuning, final int spread,
		final Progress progress) {
		try (TrainableNetwork old = old();
			NewHead start = old.weights().withNewHead(THREE, "auto", "new"); TrainableNetwork network =
				start.network().weights().trainable(start.network().weights().trainableLayers())) {
			return new Trained(tuning.train(start, network, levels(60, spread), levels(30, spread),
				FineTuningTest::made, points -> {}, progress), network.values());
		}
	}

	private static Point last(final Trained done) {
		return done.course().points().get(done.course().points().size() - 1);
	}

	/**
	 * The last layer by itself and in the network, on features of very different sizes, one of which does not
	 * vary.
	 */
	@Test
	void theLastLayerByItselfGivesTheScoresThatTheWholeNetworkGives() {
		try (TrainableNetwork old = old()) {
			final Tensor kernel = old.values().get("conv.kernel");
			for (int i = 0; i < kernel.size(); i++)
				kernel.data()[i] *= i % 6 == 0 ? 0 : (float) Math.pow(10, i % 6 - 3);
			old.assign(Map.of("conv.kernel", kernel));
			try (NewHead start = old.weights().withNewHead(THREE, "auto", "new");
				TrainableNetwork whole = start.network().weights().trainable(List.of(start.layer()))) {
				final Pixels images = Images.noise(ValueRange.EIGHT_BIT, 5, 12, 4, 4, 1);
				final Pixels features =
					new Features(start, 12, Progress.NONE).of(new Examples(images, new int[12])).images();
				assertEquals(Shape.of(12, 1, 1, 6), features.shape());
				final LastLayer layer = LastLayer.of(features.values());
				assertEquals(1e30f, layer.deviation().get(0));
				assertTrue(layer.deviation().get(5) > layer.deviation().get(2), "it varies most");
				try (Network made = made(layer.architecture(THREE));
					TrainableNetwork alone = made.weights().trainable(made.weights().trainableLayers())) {
					alone.assign(Map.of("dense.bias", Tensor.of(Shape.of(3), 1, 2, 3)));
					layer.put(alone, whole);
					final float[] expected = alone.activation(features, Expression.LOGITS).data();
					assertTrue(Math.abs(expected[0] - 1) > 1e-2, "the features count");
					assertArrayEquals(expected, whole.activation(images, Expression.LOGITS).data(), 1e-4f);
				}
			}
		}
	}

	/**
	 * Three images have scores of any size, so the least loss is that of targets t themselves,
	 * {@code - sum t log t}.
	 */
	@Test
	void theLastLayerReachesTheLeastLoss() {
		final double smoothing = 0.3;
		final double right = 1 - smoothing + smoothing / 3;
		final double wrong = smoothing / 3;
		final double least = -right * Math.log(right) - 2 * wrong * Math.log(wrong);
		final Stage long1 = new Stage(400,
			TrainingOptions.of(1).withBatch(60).withRate(0.1).withDecay(0).withSmoothing(smoothing));
		final Course course =
			trained(new FineTuning(Augmentation.NONE, 9, long1, Optional.empty()), 0, Progress.NONE)
				.course();
		final List<Point> points = course.points();
		assertEquals(400, points.get(points.size() - 1).step(), "no copies where nothing changes");
		assertEquals(least, points.get(points.size() - 1).loss(), 1e-3);
		assertEquals(1, course.best().measured().get(Validation.ACCURACY));
	}

	@Test
	void theLastLayerAloneLeavesTheOthersAsTheyAre() {
		final Trained done = trained(tuning(stage(10, 0.05)), 20, Progress.NONE);
		assertEquals(1, done.course().best().measured().get(Validation.ACCURACY));
		try (TrainableNetwork old = old()) {
			assertArrayEquals(old.values().get("conv.kernel").data(),
				done.weights().get("conv.kernel").data());
		}
		assertEquals(3 * 60 * 10 / 8, last(done).step(), "each image and two copies");
	}

	@Test
	void theSameSeedGivesTheSameWeights() {
		final FineTuning tuning = tuning(stage(3, 0.05), stage(2, 0.01));
		final Map<String, Tensor> one = trained(tuning, 20, Progress.NONE).weights();
		final Map<String, Tensor> two = trained(tuning, 20, Progress.NONE).weights();
		one.forEach((name, weight) -> assertArrayEquals(weight.data(), two.get(name).data(), name));
	}

	/** Steps count on, and what all layers learn is better here. */
	@Test
	void allLayersGoOnFromTheLastOne() {
		final Trained done = trained(tuning(stage(1, 1e-4), stage(40, 0.02)), 20, Progress.NONE);
		final List<Point> points = done.course().points();
		final int first = 3 * 60 / 8;
		assertTrue(points.stream().anyMatch(point -> point.step() == first));
		assertEquals(first + 40 * 60 / 8, points.get(points.size() - 1).step());
		assertTrue(done.course().best().step() > first);
		try (TrainableNetwork old = old()) {
			assertFalse(Arrays.equals(old.values().get("conv.kernel").data(),
				done.weights().get("conv.kernel").data()));
		}
	}

	/** Steps of such a size leave nothing of a network. */
	@Test
	void whatAllLayersOnlySpoilIsNotKept() {
		final Stage good = stage(10, 0.05);
		final Trained head = trained(tuning(good), 20, Progress.NONE);
		final Trained both = trained(tuning(good, stage(5, 1e4)), 20, Progress.NONE);
		assertEquals(head.course().best(), both.course().best());
		head.weights().forEach(
			(name, weight) -> assertArrayEquals(weight.data(), both.weights().get(name).data(), name));
	}

	@Test
	void canceledItKeepsWhatThereIs() {
		final FineTuning tuning = tuning(stage(2, 0.05), stage(2, 1e-3));
		final int[] asked = { 0 };
		trained(tuning, 20, () -> ++asked[0] < 0);
		final int all = asked[0];
		asked[0] = 0;
		final Course late = trained(tuning, 20, () -> ++asked[0] > all - 3).course();
		assertTrue(late.canceled());
		assertTrue(late.points().get(late.points().size() - 1).step() > 2 * 3 * 60 / 8);
		asked[0] = 0;
		assertThrows(CancellationException.class, () -> trained(tuning, 20, () -> ++asked[0] > 3),
			"there are no features yet");
	}

	@Test
	void optionsHaveBounds() {
		assertThrows(IllegalArgumentException.class, () -> stage(0, 1));
		assertThrows(IllegalArgumentException.class,
			() -> new FineTuning(Augmentation.ALL, -1, stage(1, 1), Optional.empty()));
		assertEquals(0, new FineTuning(Augmentation.NONE, 4, stage(1, 1), Optional.empty()).copies());
	}
}
