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
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.gradiscope.attack.Attack;
import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.Norm;
import org.gradiscope.attack.target.Criterion;
import org.gradiscope.attack.target.NetworkTargetModel;
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

class UniversalTest {

	private static final Criterion AWAY_FROM_0 = new Criterion.Misclassification(0);

	private static final ValueRange RANGE = new ValueRange(-100, 100);

	/** Class 0 where a + b is at least 0. */
	private static final ClosedFormNetwork BRIGHT =
		ClosedFormNetwork.linear(new double[] { 1, 1, 0 }, new double[3]);

	/** The sums of a and b are 2, 6 and 8. */
	private static Pixels images() {
		return Images.batch(Images.row(RANGE, 1, 1, 1), Images.row(RANGE, 0, 6, 1),
			Images.row(RANGE, 4, 4, 1));
	}

	private static NetworkTargetModel model() {
		return new NetworkTargetModel(BRIGHT, List.of(AWAY_FROM_0, AWAY_FROM_0, AWAY_FROM_0));
	}

	/**
	 * The first image is 2 over the boundary, and each of the others by what is left over under the v so
	 * far; each adds what is missing along (1, 1), and 0.02 of it.
	 */
	@Test
	void onePerturbationLeadsEachImageAcrossItsBoundary() {
		final Tensor v = Universal.of(new Bound(Norm.LINF, 50)).perturbation(model(), images(),
			(Tensor) null, Progress.NONE);
		double each = 0;
		for (final double sum : new double[] { 2, 6, 8 })
			each += 1.02 * (sum - 2 * each) / 2;
		assertArrayEquals(new float[] { (float) -each, (float) -each, 0 }, v.data(), 1e-4f);
	}

	@Test
	void allImagesChangeByTheSame() {
		final Universal universal = Universal.of(new Bound(Norm.LINF, 20));
		final Pixels images = images();
		final Tensor v = universal.perturbation(model(), images, (Tensor) null, Progress.NONE);
		final Pixels moved = Attack.run(universal, model(), images, Progress.NONE);
		for (int i = 0; i < 9; i++)
			assertEquals(images.values().data()[i] + v.data()[i % 3], moved.values().data()[i], 1e-4);
		for (int n = 0; n < 3; n++)
			assertTrue(AWAY_FROM_0.isMet(BRIGHT.activation(moved.item(n), "logits")));
	}

	@Test
	void itStaysWithinEpsilonAndWhereItIsFree() {
		for (final Norm norm : Norm.values()) {
			final Universal universal = Universal.of(new Bound(norm, 1));
			final Tensor v = universal.perturbation(model(), images(),
				Tensor.of(Shape.of(1, 1, 3, 1), 1, 0, 1), Progress.NONE);
			assertEquals(1, norm.of(v.data(), 0, 3), 1e-5, "as far as it may, as that is not enough");
			assertEquals(0, v.data()[1]);
		}
	}

	@Test
	void itEndsWhenEnoughAreFooled() {
		final Pixels images = images();
		final NetworkTargetModel some = model();
		// The first image alone is over 0.3 of three.
		Attack.run(Universal.of(new Bound(Norm.LINF, 1.2)).withRate(0.3), some, images, Progress.NONE);
		final NetworkTargetModel all = model();
		Attack.run(Universal.of(new Bound(Norm.LINF, 1.2)), all, images, Progress.NONE);
		assertTrue(some.queries(2).gradients() < all.queries(2).gradients(), "one pass against ten");
	}

	@Test
	void badOptionsAreRefused() {
		assertThrows(IllegalArgumentException.class, () -> Universal.of(Bound.RANGE));
		assertThrows(IllegalArgumentException.class,
			() -> Universal.of(new Bound(Norm.L2, 1)).withRate(1));
		assertThrows(IllegalArgumentException.class,
			() -> Universal.of(new Bound(Norm.L2, 1)).withPasses(0));
	}

	/** Two draws of each pattern for the embedded network, and noise of the same size. */
	@Tag("long")
	@Test
	void onePerturbationFoolsFarMoreDrawsThanNoise() {
		final Network network = Micropatterns.network();
		final List<Pixels> draws = new ArrayList<>();
		for (final Pattern pattern : Pattern.values())
			for (int i = 0; i < 2; i++)
				draws.add(Micropatterns.draw(pattern, 64, 556_000 + 10L * pattern.ordinal() + i));
		final Pixels images = Images.batch(draws.toArray(Pixels[]::new));
		final List<Criterion> criteria = new ArrayList<>();
		for (final Prediction prediction : Prediction.of(network, images))
			criteria.add(new Criterion.Misclassification(prediction.best()));
		final Bound bound = new Bound(Norm.LINF, 16);
		final double fooled = fooled(network, criteria, images, Universal.of(bound));
		final double noise = fooled(network, criteria, images, Noise.of(bound));
		assertTrue(fooled > 0.35 && fooled > 3 * noise, fooled + " against " + noise);
	}

	private static double fooled(final Network network, final List<Criterion> criteria,
		final Pixels images, final Attack attack) {
		final NetworkTargetModel model = new NetworkTargetModel(network, criteria);
		final Pixels moved = Attack.run(attack, model, images, Progress.NONE);
		int fooled = 0;
		for (final boolean one : model.fooled(model.scores(moved)))
			if (one) fooled++;
		return (double) fooled / images.count();
	}
}
