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

package org.gradiscope.attack.method.unbounded;

import java.util.BitSet;
import java.util.Locale;

import org.gradiscope.attack.bound.EpsilonBall;
import org.gradiscope.attack.bound.OptionChecks;
import org.gradiscope.attack.target.ClassRanking;
import org.gradiscope.attack.target.Criterion.OfClasses;
import org.gradiscope.attack.target.TargetModel;
import org.gradiscope.engine.Answer;
import org.gradiscope.engine.Progress;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;

/**
 * The Jacobian-based saliency map approach: few values are changed, but each by much (Papernot et al.
 * 2015, "The Limitations of Deep Learning in Adversarial Settings", algorithms 2 and 3). At each step, of
 * all pairs of values that can still go on, the one with the largest
 *
 * <pre>
 * (a_p + a_q) |b_p + b_q|,   a_i = dz_t / dx_i > 0,   b_i = sum_(j != t) dz_j / dx_i &lt; 0  (of each sum)
 * </pre>
 *
 * is changed by theta; for a theta under 0 both signs are the other way round. A value at the border of
 * the range leaves. It ends when the criterion is met, no pair is left, or as many values as gamma allows
 * have changed and none of them can go on.
 * <p>
 * The readings taken: z are the scores before the softmax, as in the paper's experiments; the values of
 * the channels of a pixel are values of their own; gamma counts the values that were changed, not the
 * steps, which is the same for a theta of 1; one pair is allowed in any case. The method wants a target:
 * where none is given, it is the second best class of the clean image, and any other class will do.
 * Each image of a batch is taken for itself, one run with two gradients a step.
 * </p>
 *
 * @param theta the change of a value as a fraction of the range, -1 to 1, not 0
 * @param gamma the largest fraction of the values that are changed, over 0 and at most 1
 */
public record Jsma(double theta, double gamma) implements PerImageAttack {

	/** @throws IllegalArgumentException if a value is outside its bounds; the message says which */
	public Jsma {
		OptionChecks.require(theta != 0 && Math.abs(theta) <= 1, "a theta of -1 to 1 other than 0",
			theta);
		OptionChecks.require(gamma > 0 && gamma <= 1, "a gamma over 0 and at most 1", gamma);
	}

	/** Each value to the upper end of the range, a tenth of them at most. */
	public static Jsma usual() {
		return new Jsma(1, 0.1);
	}

	public Jsma withTheta(final double newTheta) {
		return new Jsma(newTheta, gamma);
	}

	public Jsma withGamma(final double newGamma) {
		return new Jsma(theta, newGamma);
	}

	@Override
	public Tensor perturbOne(final TargetModel model, final Pixels image, final EpsilonBall ball,
		final Progress progress) {
		final OfClasses criterion = ClassRanking.criterion(model);
		final Tensor rows = rows(target(model, criterion, image), model.classes());
		final SparsePerturbation values =
			new SparsePerturbation(image.values(), ball, theta * image.range().extent(), gamma);
		while (true) {
			progress.check();
			final Tensor current = values.image();
			final Answer jacobian = model.logits(PerImageAttack.repeated(image.with(current), 2), rows);
			if (criterion.isMet(jacobian.scores().item(0))) return current;
			final SalientPair pair = SalientPair.of(along(jacobian.gradient().item(0), 1),
				along(jacobian.gradient().item(1), -1), values::canChange);
			if (pair == null) return current;
			values.change(pair.first());
			values.change(pair.second());
			progress.report(values.changed(), values.most(), String.format(Locale.ROOT,
				"%d of at most %d values changed", values.changed(), values.most()));
		}
	}

	private static int target(final TargetModel model, final OfClasses criterion,
		final Pixels image) {
		return criterion.sign() > 0 ? criterion.reference()
			: ClassRanking.others(model.scores(image), criterion.reference(), 1).get(0);
	}

	/** The target, and the sum of all others. */
	private static Tensor rows(final int target, final int classes) {
		final Tensor rows = Tensor.zeros(Shape.of(2, classes));
		for (int k = 0; k < classes; k++)
			rows.data()[(k == target ? 0 : classes) + k] = 1;
		return rows;
	}

	/** What a change in the direction of theta does, or its opposite. */
	private float[] along(final Tensor gradient, final int sign) {
		final float[] along = gradient.data().clone();
		for (int i = 0; i < along.length; i++)
			along[i] *= (float) (sign * Math.signum(theta));
		return along;
	}

	/** An image of which only so many values may change, each by the same step and to its bound at most. */
	private static final class SparsePerturbation {

		private final Tensor values;
		private final EpsilonBall ball;
		private final float step;
		private final int most;
		private final BitSet changed = new BitSet();
		private int count;

		/**
		 * @param step in grey levels, over or under 0
		 * @param fraction of the values that may change; two may in any case
		 */
		SparsePerturbation(final Tensor image, final EpsilonBall ball, final double step,
			final double fraction) {
			values = image.copy();
			this.ball = ball;
			this.step = (float) step;
			most = Math.max(2, (int) (fraction * image.size()) / 2 * 2);
		}

		/** A copy. */
		Tensor image() {
			return values.copy();
		}

		/** How many values are not as they were. */
		int changed() {
			return count;
		}

		/** How many there may be, in pairs. */
		int most() {
			return most;
		}

		/** Whether a value has not come to its bound, and is one that may change. */
		boolean canChange(final int index) {
			final float value = values.data()[index];
			return (step > 0 ? value < ball.upper(index) : value > ball.lower(index)) &&
				(count + 2 <= most || changed.get(index));
		}

		void change(final int index) {
			if (!changed.get(index)) count++;
			changed.set(index);
			values.data()[index] =
				Math.max(ball.lower(index), Math.min(ball.upper(index), values.data()[index] + step));
		}
	}
}
