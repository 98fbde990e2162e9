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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.gradiscope.attack.Attack;
import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.Norm;
import org.gradiscope.attack.target.Criterion;
import org.gradiscope.attack.target.NetworkTargetModel;
import org.gradiscope.attack.target.TargetModel;
import org.gradiscope.engine.Progress;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.ClosedFormNetwork;
import org.gradiscope.testing.Images;
import org.junit.jupiter.api.Test;

/** AutoAttack on images that fall early, late or never. */
class AutoAttackTest {

	private static final Bound EIGHT = new Bound(Norm.LINF, 8);
	private static final Criterion AWAY_FROM_0 = new Criterion.Misclassification(0);

	/** Class 0 leads class k by 10, 20, 30 and 40 at 100; class 1 has the only slope, one upwards. */
	private static final ClosedFormNetwork NETWORK =
		new ClosedFormNetwork(5, new ClosedFormNetwork.Formula() {

			@Override
			public double[] logits(final double[] x) {
				return new double[] { 0, x[0] - 110, -20, -30, -40 };
			}

			@Override
			public double[][] jacobian(final double[] x) {
				return new double[][] { { 0 }, { 1 }, { 0 }, { 0 }, { 0 } };
			}
		});

	@Test
	void eachPartIsMadeOnThoseThatStand() {
		final Pixels images = Images.batch(Images.row(ValueRange.EIGHT_BIT, 105),
			Images.batch(Images.row(ValueRange.EIGHT_BIT, 90), Images.row(ValueRange.EIGHT_BIT, 120)));
		final TargetModel model =
			new NetworkTargetModel(NETWORK, List.of(AWAY_FROM_0, AWAY_FROM_0, AWAY_FROM_0));
		final float[] found =
			Attack.run(AutoAttack.of(EIGHT), model, images, Progress.NONE).values().data();
		assertTrue(found[0] > 110, "it fell");
		assertEquals(98, found[1], 1e-4, "it stood, and gets where the cross-entropy is largest");
		assertEquals(120, found[2], "it fooled as it was");
		assertEquals(101, model.queries(0).gradients());
		assertEquals(101 + 4 * 101 + 4 * 100, model.queries(1).gradients());
		assertEquals(0, model.queries(2).gradients());
		assertEquals(1, model.queries(2).forwards());
		assertTrue(model.queries(0).forwards() < 10);
		assertTrue(model.queries(1).forwards() > 5000, "all queries of the square attack");
	}

	@Test
	void withinEpsilonOfTheOtherNormToo() {
		final Bound bound = new Bound(Norm.L2, 6);
		final Pixels image = Images.row(ValueRange.EIGHT_BIT, 105);
		final TargetModel model = new NetworkTargetModel(NETWORK, List.of(AWAY_FROM_0));
		final Pixels found = Attack.run(AutoAttack.of(bound), model, image, Progress.NONE);
		assertTrue(model.fooled(model.scores(found))[0]);
		assertTrue(Norm.L2.distance(image.values(), found.values()) <= 6 + 1e-4);
	}

	@Test
	void aTargetIsTheOnlyClassAimedAt() {
		final TargetModel model =
			new NetworkTargetModel(NETWORK, List.of(new Criterion.Targeted(2, 0)));
		final Pixels image = Images.row(ValueRange.EIGHT_BIT, 105);
		final Pixels found = Attack.run(AutoAttack.of(EIGHT), model, image, Progress.NONE);
		assertFalse(model.fooled(model.scores(found))[0]);
		assertEquals(101 + 101 + 100, model.queries(0).gradients());
	}

	@Test
	void ofFewClassesWhatIsOtherIsSaid() {
		assertEquals("", AutoAttack.of(EIGHT).remark(4));
		assertTrue(AutoAttack.of(EIGHT).remark(2).contains("needs 4 classes, but the network has 2"));
	}
}
