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
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.gradiscope.attack.MinimalEpsilon.Smallest;
import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.Norm;
import org.gradiscope.attack.method.gradient.Pgd;
import org.gradiscope.attack.method.unbounded.CarliniWagner;
import org.gradiscope.attack.method.unbounded.DeepFool;
import org.gradiscope.attack.method.unbounded.Jsma;
import org.gradiscope.attack.target.Criterion;
import org.gradiscope.attack.target.NetworkTargetModel;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Prediction;
import org.gradiscope.engine.Progress;
import org.gradiscope.pattern.Pattern;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.testing.Images;
import org.gradiscope.testing.Micropatterns;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** On the embedded network, fresh draws of every second pattern: each attack fools, and the sizes are in order. */
@Tag("long")
class MinimalOnMicropatternsTest {

	private static Network network;
	private static Pixels images;
	private static List<Criterion> criteria;

	@BeforeAll
	static void open() {
		network = Micropatterns.network();
		final List<Pixels> draws = new ArrayList<>();
		for (final Pattern pattern : Pattern.values())
			if (pattern.ordinal() % 2 == 0)
				draws.add(Micropatterns.draw(pattern, 64, 777_000 + 10L * pattern.ordinal()));
		images = Images.batch(draws.toArray(Pixels[]::new));
		criteria = new ArrayList<>();
		for (final Prediction prediction : Prediction.of(network, images))
			criteria.add(new Criterion.Misclassification(prediction.best()));
	}

	private static NetworkTargetModel model() {
		return new NetworkTargetModel(network, criteria);
	}

	private static int count(final boolean[] fooled) {
		int count = 0;
		for (final boolean one : fooled)
			if (one) count++;
		return count;
	}

	private static Pixels run(final Attack attack, final NetworkTargetModel model) {
		return Attack.run(attack, model, images, Progress.NONE);
	}

	private static double size(final Norm norm, final Pixels perturbed, final int n) {
		final Tensor change = perturbed.values().item(n);
		for (int i = 0; i < change.size(); i++)
			change.data()[i] -= images.item(n).values().data()[i];
		return norm.of(change.data(), 0, change.size());
	}

	@Test
	void deepFoolFoolsAndIsSmallestInItsOwnNorm() {
		final NetworkTargetModel model = model();
		final Pixels l2 = run(DeepFool.of(Norm.L2), model);
		final Pixels linf = run(DeepFool.of(Norm.LINF), model);
		assertEquals(images.count(), count(model.fooled(model.scores(l2))), "in L2");
		assertEquals(images.count(), count(model.fooled(model.scores(linf))), "in L-infinity");
		for (int n = 0; n < images.count(); n++) {
			assertTrue(size(Norm.L2, l2, n) < size(Norm.L2, linf, n), "L2 of image " + n);
			assertTrue(size(Norm.LINF, linf, n) < size(Norm.LINF, l2, n), "L-infinity of image " + n);
		}
	}

	/**
	 * Seen on one draw of each of the 12 patterns: at most 1.01 times the smallest PGD on all, less on 10;
	 * 0.28 to 0.90 of DeepFool's. One step of DeepFool goes too far where the boundaries are curved.
	 */
	@Test
	void carliniAndWagnersChangeIsTheSmallest() {
		final NetworkTargetModel model = model();
		final Pixels best =
			run(CarliniWagner.usual().withConstant(0.1).withSearches(5).withSteps(100), model);
		assertEquals(images.count(), count(model.fooled(model.scores(best))));
		final Pixels deepFool = run(DeepFool.of(Norm.L2), model());
		final Bound bound = new Bound(Norm.L2, 1);
		final List<Smallest> pgd = MinimalEpsilon
			.of(Pgd.of(bound).withSteps(20), Norm.L2.epsilon(32, images.item(0).values().size()))
			.withTolerance(0.05).search(model(), images, Progress.NONE);
		for (int n = 0; n < images.count(); n++) {
			final double size = size(Norm.L2, best, n);
			assertTrue(size <= 1.05 * size(Norm.L2, deepFool, n), n + ": DeepFool's is smaller");
			assertTrue(pgd.get(n).found(), "PGD fools");
			assertTrue(size <= 1.05 * pgd.get(n).epsilon(), n + ": PGD's is smaller");
		}
	}

	@Test
	void fewValuesChangedByMuchFool() {
		final NetworkTargetModel model = model();
		final Pixels moved = run(Jsma.usual(), model);
		assertTrue(count(model.fooled(model.scores(moved))) >= 0.8 * images.count(), "most");
		final int values = images.item(0).values().size();
		for (int n = 0; n < images.count(); n++) {
			int changed = 0;
			for (int i = 0; i < values; i++) {
				final float value = moved.item(n).values().data()[i];
				if (value == images.item(n).values().data()[i]) continue;
				changed++;
				assertEquals(255, value, "a changed value is at the end of the range");
			}
			assertTrue(changed > 0 && changed <= 0.1 * values, changed + " values");
		}
	}
}
