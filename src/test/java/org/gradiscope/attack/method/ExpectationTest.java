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

package org.gradiscope.attack.method;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;

import org.gradiscope.attack.Attack;
import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.Norm;
import org.gradiscope.attack.method.gradient.Pgd;
import org.gradiscope.attack.method.unbounded.DeepFool;
import org.gradiscope.attack.target.Criterion;
import org.gradiscope.attack.target.Criterion.Misclassification;
import org.gradiscope.attack.target.EotTargetModel;
import org.gradiscope.attack.target.Loss;
import org.gradiscope.attack.target.NetworkTargetModel;
import org.gradiscope.attack.target.FreshViews;
import org.gradiscope.attack.target.TargetModel;
import org.gradiscope.attack.view.Pose;
import org.gradiscope.attack.view.View;
import org.gradiscope.engine.Answer;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Prediction;
import org.gradiscope.engine.Progress;
import org.gradiscope.pattern.Pattern;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.ClosedFormNetwork;
import org.gradiscope.testing.Images;
import org.gradiscope.testing.Micropatterns;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ExpectationTest {

	private static final Bound EIGHT = new Bound(Norm.LINF, 8);
	private static final FreshViews FRESH = new FreshViews(View.USUAL, FreshViews.USUAL, 77);
	private static final Misclassification AWAY_FROM_0 = new Misclassification(0);

	private static ClosedFormNetwork network() {
		final double[][] weights = new double[3][16];
		for (int i = 0; i < 48; i++)
			weights[i / 16][i % 16] = 0.01 * Math.sin(1 + i * i);
		return ClosedFormNetwork.linear(weights);
	}

	private static TargetModel viewed(final TargetModel model, final View view) {
		return new EotTargetModel(model, view, 10, 1);
	}

	@Test
	void withoutAViewItIsItsBase() {
		final ClosedFormNetwork network = network();
		final Pixels image = Images.noise(ValueRange.EIGHT_BIT, 1, 1, 4, 4, 1);
		final TargetModel model = new NetworkTargetModel(network, List.of(AWAY_FROM_0));
		final Pgd pgd = Pgd.of(EIGHT).withSteps(5);
		final float[] plain = Attack.run(pgd, model, image, Progress.NONE).values().data();
		final TargetModel other = new NetworkTargetModel(network, List.of(AWAY_FROM_0));
		assertArrayEquals(plain, Attack
			.run(Expectation.of(pgd).withView(View.NONE), other, image, Progress.NONE).values().data(),
			1e-4f);
		assertEquals(50, other.queries(0).gradients(), "ten views each");
		assertEquals(5, other.queries(0).losses().size());
		assertEquals(model.queries(0).confidences().get(4), other.queries(0).confidences().get(4),
			1e-5);
	}

	/** The gradient of the mean over one and the same draw of views, by differences. */
	@Test
	void theGradientIsThatOfTheMeanOverTheViews() {
		final ClosedFormNetwork network = network();
		final Pixels image = Images.noise(ValueRange.EIGHT_BIT, 1, 1, 4, 4, 1);
		final TargetModel model = new NetworkTargetModel(network, List.of(AWAY_FROM_0));
		final Answer at = viewed(model, View.USUAL).lossAndGradient(image, Loss.CROSS_ENTROPY);
		for (int i = 0; i < 16; i++) {
			final Tensor moved = image.values().copy();
			moved.data()[i] += 1;
			final float above = viewed(model, View.USUAL)
				.lossAndGradient(image.with(moved), Loss.CROSS_ENTROPY).values()[0];
			moved.data()[i] -= 2;
			final float below = viewed(model, View.USUAL)
				.lossAndGradient(image.with(moved), Loss.CROSS_ENTROPY).values()[0];
			assertEquals((above - below) / 2, at.gradient().data()[i], 2e-5);
		}
	}

	@Test
	void logitsAndScoresAreMeansToo() {
		final ClosedFormNetwork network = network();
		final Pixels image = Images.noise(ValueRange.EIGHT_BIT, 1, 1, 4, 4, 1);
		final TargetModel model = new NetworkTargetModel(network, List.of(AWAY_FROM_0));
		final Tensor scores = viewed(model, View.USUAL).scores(image);
		final Answer logits =
			viewed(model, View.USUAL).logits(image, Tensor.of(Shape.of(1, 3), 0, 1, 0));
		assertArrayEquals(scores.data(), logits.scores().data(), 1e-5f);
		assertEquals(scores.data()[1], logits.values()[0], 1e-5);
		assertArrayEquals(scores.data(),
			viewed(model, View.USUAL).lossAndGradient(image, Loss.MARGIN).scores().data(), 1e-5f);
	}

	@Test
	void eachAskingHasNewViewsAndASeedHasItsOwn() {
		final TargetModel model =
			viewed(new NetworkTargetModel(network(), List.of(AWAY_FROM_0)), View.USUAL);
		final Pixels image = Images.noise(ValueRange.EIGHT_BIT, 1, 1, 4, 4, 1);
		assertFalse(Arrays.equals(model.scores(image).data(), model.scores(image).data()));
		final Expectation expectation = Expectation.of(Pgd.of(EIGHT).withSteps(3));
		assertArrayEquals(run(expectation, image), run(expectation, image));
	}

	private static float[] run(final Expectation expectation, final Pixels image) {
		return Attack.run(expectation, new NetworkTargetModel(network(), List.of(AWAY_FROM_0)), image,
			Progress.NONE).values().data();
	}

	@Test
	void badOptionsAreRefused() {
		assertThrows(IllegalArgumentException.class,
			() -> Expectation.of(Pgd.of(EIGHT)).withSamples(0));
		assertThrows(IllegalArgumentException.class, () -> new Pose(1.1, 0.9, 0, 0));
		assertThrows(IllegalArgumentException.class, () -> new Pose(1, 1, -1, 0));
		assertTrue(assertThrows(IllegalArgumentException.class,
			() -> Expectation.of(DeepFool.of(Norm.L2)).withEpsilon(3)).getMessage()
			.contains("a base with an epsilon"));
	}

	/**
	 * Plain PGD and PGD over views, of the same steps, at an epsilon of 4, where plain PGD just fools, on a
	 * draw of each pattern that the views alone do not fool. (At 8 plain PGD holds on most by itself.)
	 */
	@Tag("long")
	@Test
	void itHoldsMoreOftenThanPlainPgdOnTheEmbeddedNetwork() {
		double plain = 0;
		double held = 0;
		int images = 0;
		final Network network = Micropatterns.network();
		for (int p = 0; p < Pattern.values().length; p++) {
			final Pixels image = Micropatterns.draw(Pattern.values()[p], 64, 555_900 + p);
			final Criterion criterion =
				new Misclassification(Prediction.of(network, image).get(0).best());
			if (FRESH.fooled(network, criterion, image) > 3) continue;
			final Pgd pgd = Pgd.of(new Bound(Norm.LINF, 4)).withSteps(20);
			plain += held(network, criterion, image, pgd);
			held += held(network, criterion, image, Expectation.of(pgd));
			images++;
		}
		assertTrue(images >= 8, "draws: " + images);
		assertTrue(held > plain + 0.15 * images, held + " against " + plain + " of " + images);
	}

	private static double held(final Network network, final Criterion criterion, final Pixels image,
		final Attack attack) {
		return FRESH
			.fooled(network, criterion, Attack.run(attack,
				new NetworkTargetModel(network, List.of(criterion)), image, Progress.NONE)) /
			(double) FRESH.count();
	}
}
