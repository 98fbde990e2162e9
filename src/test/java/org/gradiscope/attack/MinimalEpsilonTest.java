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

package org.gradiscope.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;

import org.gradiscope.attack.MinimalEpsilon.Judge;
import org.gradiscope.attack.MinimalEpsilon.Smallest;
import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.Norm;
import org.gradiscope.attack.method.gradient.Fgsm;
import org.gradiscope.attack.target.Criterion;
import org.gradiscope.attack.target.NetworkTargetModel;
import org.gradiscope.attack.target.TargetModel;
import org.gradiscope.engine.Progress;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.ClosedFormNetwork;
import org.gradiscope.testing.Images;
import org.junit.jupiter.api.Test;

/** The smallest epsilon of the fast gradient sign method on a line: the margin over the L1 norm. */
class MinimalEpsilonTest {

	private static final Criterion AWAY_FROM_0 = new Criterion.Misclassification(0);
	/** 3.6 at (12, 20, 5), of L1 norm 0.8: 4.5 grey levels. */
	private final ClosedFormNetwork network =
		ClosedFormNetwork.linear(new double[] { 0.3, 0.1, -0.4 }, new double[] { 0, 0, 0 });
	private final Pixels image = Images.row(ValueRange.EIGHT_BIT, 12, 20, 5);
	private final Fgsm fgsm = new Fgsm(new Bound(Norm.LINF, 1));

	private TargetModel model(final int count) {
		return new NetworkTargetModel(network, Collections.nCopies(count, AWAY_FROM_0));
	}

	private Smallest search(final MinimalEpsilon minimal, final Judge judge) {
		return minimal.search(model(1), image, null, judge, Progress.NONE).get(0);
	}

	/** What the fast gradient sign method changed. */
	private double change(final Pixels perturbed) {
		return image.values().data()[0] - perturbed.values().data()[0];
	}

	@Test
	void itIsTheMarginOverTheNormWithinTheTolerance() {
		final Smallest found =
			MinimalEpsilon.of(fgsm, 255).search(model(1), image, Progress.NONE).get(0);
		assertTrue(found.found(), "it fools");
		assertTrue(found.epsilon() >= 4.5 && found.epsilon() <= 4.5 * 1.0102, "not " + found.epsilon());
		assertTrue(found.below() < 4.5 && found.below() >= 0.99 * found.epsilon(),
			"not " + found.below());
		assertEquals(found.epsilon(), change(found.image()), 1e-5, "the image is that of epsilon");
		assertEquals(found.attacks(), network.gradients());
		// 0.255 doubled five times; then the 4.08 below 8.16 halved seven times.
		assertEquals(6 + 7, found.attacks());
	}

	@Test
	void eachImageHasItsOwn() {
		final Pixels both = Images.batch(image, Images.row(ValueRange.EIGHT_BIT, 20, 20, 5));
		final List<Smallest> found = MinimalEpsilon.of(fgsm, 255).search(model(2), both, Progress.NONE);
		assertEquals(4.5, found.get(0).epsilon(), 0.05);
		assertEquals(7.5, found.get(1).epsilon(), 0.08);
	}

	@Test
	void onlyWhereItIsFree() {
		final Tensor mask = Tensor.of(Shape.of(1, 1, 3, 1), 1, 1, 0);
		final TargetModel model = model(1);
		final Smallest found =
			MinimalEpsilon.of(fgsm, 255)
				.search(model, image, mask,
					(n, perturbed) -> model.criterion(n).isMet(model.scores(perturbed)), Progress.NONE)
				.get(0);
		assertEquals(9, found.epsilon(), 0.1);
	}

	@Test
	void whatWouldBeSavedIsJudged() {
		// Rounded, a change counts from half a level on: 5 levels from 4.5 on.
		final Judge saved = (n, perturbed) -> Math.round(change(perturbed)) >= 6;
		assertEquals(5.5, search(MinimalEpsilon.of(fgsm, 12), saved).epsilon(), 0.06);
	}

	/** Fools from 3 to 4.2 and from 9 on: the success met first is at 4, and 3 is below it. */
	@Test
	void successNeedNotGrowWithEpsilon() {
		final Judge judge = (n, perturbed) -> change(perturbed) >= 9 ||
			change(perturbed) >= 3 && change(perturbed) <= 4.2;
		final Smallest found = search(MinimalEpsilon.of(fgsm, 12).withFirst(1), judge);
		assertEquals(3, found.epsilon(), 0.04);
		assertTrue(found.below() < 3, "failed below: " + found.below());
		assertEquals(9, search(MinimalEpsilon.of(fgsm, 12).withFirst(1.25), judge).epsilon(), 0.1,
			"1.25, 2.5, 5, 10 pass over the lower ones");
	}

	@Test
	void underTheFirstItIsSoughtToo() {
		final Smallest found =
			search(MinimalEpsilon.of(fgsm, 12).withFirst(8), (n, perturbed) -> change(perturbed) >= 0.5);
		assertEquals(0.5, found.epsilon(), 0.08, "a hundredth of the first");
		final Smallest always =
			search(MinimalEpsilon.of(fgsm, 12).withFirst(8), (n, perturbed) -> change(perturbed) > 0);
		assertEquals(0, always.below());
		assertTrue(always.epsilon() <= 0.08 && always.attacks() == 8, always.toString());
	}

	@Test
	void whereNoneSucceedsItSaysSo() {
		final Smallest none = search(MinimalEpsilon.of(fgsm, 4), (n, perturbed) -> false);
		assertFalse(none.found());
		assertEquals(4, none.epsilon());
		assertEquals(4, change(none.image()), 1e-5);
		assertEquals(11, none.attacks(), "0.004 to 2.048 and 4");
	}

	@Test
	void anOriginalThatFoolsNeedsNone() {
		final Smallest found = search(MinimalEpsilon.of(fgsm, 4), (n, perturbed) -> true);
		assertTrue(found.found());
		assertEquals(0, found.epsilon());
		assertEquals(0, network.gradients());
	}

	@Test
	void badOptionsAreRefused() {
		assertThrows(IllegalArgumentException.class, () -> MinimalEpsilon.of(fgsm, 4).withFirst(5));
		assertThrows(IllegalArgumentException.class, () -> MinimalEpsilon.of(fgsm, 0));
		assertThrows(IllegalArgumentException.class, () -> MinimalEpsilon.of(fgsm, Double.NaN));
		assertEquals("The attack needs a tolerance over 0 and under 1, but 1.0 was given.",
			assertThrows(IllegalArgumentException.class,
				() -> MinimalEpsilon.of(fgsm, 4).withTolerance(1)).getMessage());
	}
}
