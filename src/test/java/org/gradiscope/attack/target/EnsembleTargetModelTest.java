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

package org.gradiscope.attack.target;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.gradiscope.attack.Attack;
import org.gradiscope.attack.AttackOutcome;
import org.gradiscope.attack.AttackedImage;
import org.gradiscope.attack.JudgedAttack;
import org.gradiscope.attack.MinimalEpsilon;
import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.Norm;
import org.gradiscope.attack.bound.PixelFormat;
import org.gradiscope.attack.method.gradient.Fgsm;
import org.gradiscope.attack.method.unbounded.DeepFool;
import org.gradiscope.engine.Answer;
import org.gradiscope.engine.Prediction;
import org.gradiscope.engine.Progress;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.ClosedFormNetwork;
import org.gradiscope.testing.Images;
import org.junit.jupiter.api.Test;

/** Two linear networks of two pixels that say "cat" or "dog", one of them in the other order. */
class EnsembleTargetModelTest {

	private static final ClosedFormNetwork FIRST =
		ClosedFormNetwork.linear(new double[] { 1, 0 }, new double[] { 0, 1 }).labelled("cat", "dog");
	/** Cat where three times the first value is over the second. */
	private static final ClosedFormNetwork SECOND =
		ClosedFormNetwork.linear(new double[] { 0, 1 }, new double[] { 3, 0 }).labelled("dog", "cat");
	private static final Pixels CAT = Images.row(ValueRange.EIGHT_BIT, 100, 90);
	private static final Criterion NO_CAT = new Criterion.Misclassification(0);

	private static EnsembleTargetModel both(final Criterion criterion) {
		return EnsembleTargetModel.of(List.of(FIRST, SECOND), List.of(criterion), CAT);
	}

	@Test
	void itAnswersWithTheMeanInTheFirstNetworksOrder() {
		final EnsembleTargetModel model = both(NO_CAT);
		final Answer answer = model.lossAndGradient(CAT, Loss.MARGIN);
		// Dog over cat: 90 - 100 = -10 and 90 - 300 = -210.
		assertEquals(-110, answer.values()[0], 1e-3);
		assertArrayEquals(new float[] { -2, 1 }, answer.gradient().data(), 1e-5f);
		assertArrayEquals(new float[] { 200, 90 }, answer.scores().data(), 1e-4f);
		assertArrayEquals(new float[] { 200, 90 }, model.scores(CAT).data(), 1e-4f);
		assertArrayEquals(new float[] { 200, 90 }, model.query(CAT, new int[1]).data(), 1e-4f);
		final Answer difference = model.logits(CAT, Tensor.of(Shape.of(1, 2), 1, -1));
		assertEquals(110, difference.values()[0], 1e-3);
		assertArrayEquals(new float[] { 2, -1 }, difference.gradient().data(), 1e-5f);
		assertEquals(4, model.queries(0).gradients(), "each network's");
		assertEquals(3, model.queries(0).forwards(), "two, and one query");
		assertEquals(2, model.classes());
	}

	@Test
	void ofOneNetworkTwiceItIsThatNetwork() {
		final Answer once =
			new NetworkTargetModel(FIRST, List.of(NO_CAT)).lossAndGradient(CAT, Loss.CROSS_ENTROPY);
		final Answer twice = EnsembleTargetModel
			.of(List.of(FIRST, ClosedFormNetwork.linear(new double[] { 1, 0 }, new double[] { 0, 1 })
				.labelled("cat", "dog")), List.of(NO_CAT), CAT)
			.lossAndGradient(CAT, Loss.CROSS_ENTROPY);
		assertArrayEquals(once.values(), twice.values(), 1e-6f);
		assertArrayEquals(once.gradient().data(), twice.gradient().data(), 1e-6f);
	}

	@Test
	void eachIsLedAwayFromWhatItSaysItself() {
		// Dog to the first, and cat to the second.
		final Pixels image = Images.row(ValueRange.EIGHT_BIT, 80, 90);
		final Answer answer = EnsembleTargetModel
			.of(List.of(FIRST, SECOND), List.of(new Criterion.Misclassification(1)), image)
			.lossAndGradient(image, Loss.MARGIN);
		assertEquals((80 - 90 + 90 - 240) / 2.0, answer.values()[0], 1e-3);
		assertArrayEquals(new float[] { -1, 0 }, answer.gradient().data(), 1e-5f);
	}

	@Test
	void targetsAreMatchedByTheirLabels() {
		final Answer answer = both(new Criterion.Targeted(1, 0)).lossAndGradient(CAT, Loss.MARGIN);
		assertEquals(-110, answer.values()[0], 1e-3);
		final TargetModel later =
			both(NO_CAT).with(List.of(new Criterion.Targeted(1, 0))).items(0).copies(0, 2);
		final Answer two = later.lossAndGradient(Images.batch(CAT, CAT), Loss.MARGIN);
		assertArrayEquals(new float[] { -110, -110 }, two.values(), 1e-3f);
		assertEquals(2, later.count());
	}

	@Test
	void deepFoolCrossesTheMeanBoundary() {
		final TargetModel model = both(NO_CAT);
		final Pixels found = Attack.run(DeepFool.of(Norm.L2), model, CAT, Progress.NONE);
		assertTrue(model.fooled(model.scores(found))[0]);
		assertEquals(1.02 * 110 / Math.sqrt(5), Norm.L2.distance(CAT.values(), found.values()), 1e-2);
	}

	@Test
	void otherClassesAreRefused() {
		assertTrue(assertThrows(IllegalArgumentException.class,
			() -> EnsembleTargetModel.check(List.of(FIRST, FIRST.labelled("cat", "cow")))).getMessage()
			.contains("has 2, of which none is 'dog'"));
		assertTrue(assertThrows(IllegalArgumentException.class,
			() -> EnsembleTargetModel.check(List.of(FIRST, FIRST.labelled("cat", "dog", "cow"))))
			.getMessage().contains("has 2 and closed-form has 3"));
		assertTrue(assertThrows(IllegalArgumentException.class,
			() -> both(new Criterion.Confident(FIRST.descriptor(), 0, 0, 0.9))).getMessage()
			.endsWith("take one network."));
	}

	private static JudgedAttack judged() {
		return new JudgedAttack(FIRST,
			List.of(new AttackedImage(CAT, null, Prediction.of(FIRST, CAT).get(0), NO_CAT,
				PixelFormat.UINT8, AttackedImage.FileRoundTrip.EXACT)),
			List.of(), List.of(SECOND));
	}

	/** 6 each way fools the first; the second takes 53, for 3 (100 - e) is under 90 + e from 52.5 on. */
	@Test
	void eachNetworkIsJudged() {
		final AttackOutcome six = judged().run(new Fgsm(new Bound(Norm.LINF, 6)), Progress.NONE).get(0);
		assertTrue(six.success());
		assertEquals(List.of(false), six.further());
		assertTrue(six.warning().startsWith("of the further networks it does not fool 1 of 1; give"));
		assertEquals(List.of(true),
			judged().run(new Fgsm(new Bound(Norm.LINF, 60)), Progress.NONE).get(0).further());
	}

	@Test
	void theSmallestEpsilonFoolsAll() {
		final MinimalEpsilon search =
			MinimalEpsilon.of(new Fgsm(new Bound(Norm.LINF, 255)), 255, PixelFormat.UINT8);
		final AttackOutcome found = judged().run(search, 1, Progress.NONE).get(0);
		assertEquals(List.of(true), found.further());
		assertEquals(53, found.epsilon(), 0.6);
	}
}
