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

package org.gradiscope.attack.method.gradient;

import java.util.Locale;

import org.gradiscope.attack.BoundedAttack;
import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.EpsilonBall;
import org.gradiscope.attack.bound.OptionChecks;
import org.gradiscope.attack.target.Criterion;
import org.gradiscope.attack.target.Loss;
import org.gradiscope.attack.target.TargetModel;
import org.gradiscope.engine.Answer;
import org.gradiscope.engine.Progress;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * From any image to one that the network is sure about (Veličković 2017, the talk "Adversarial
 * examples"): steepest steps of one size in the bound's norm, up the logarithm of the target's
 * probability, until the criterion is met, which is usually {@link Criterion.Confident}. The logarithm
 * counts the evidence for the other classes too, which the logit does not, and steps of one size do not
 * fade as the network grows sure. Some images end where no step leads higher; then it is not met.
 * <p>
 * {@link TargetModel.QueryLog#gradients()} is the number of steps of an image alone, and one for the look that finds
 * the criterion met; in a batch, images that meet it early wait for the others.
 * </p>
 *
 * @param bound usually the value range alone
 * @param steps at most, at least 1
 * @param step the change of each value in a step, in L2 its root mean square, as a fraction of the value
 *          range, over 0
 */
public record Confidence(Bound bound, int steps, double step) implements BoundedAttack {

	/** @throws IllegalArgumentException if a value is outside its bounds; the message says which */
	public Confidence {
		OptionChecks.require(steps >= 1, "steps of at least 1", steps);
		OptionChecks.require(step > 0 && Double.isFinite(step), "a step size over 0", step);
	}

	/** At most 500 steps, each of 4/255 of the range. */
	public static Confidence of(final Bound bound) {
		return new Confidence(bound, 500, 4 / 255.0);
	}

	@Override
	public Confidence withEpsilon(final double epsilon) {
		return new Confidence(new Bound(bound.norm(), epsilon), steps, step);
	}

	public Confidence withSteps(final int newSteps) {
		return new Confidence(bound, newSteps, step);
	}

	public Confidence withStep(final double newStep) {
		return new Confidence(bound, steps, newStep);
	}

	@Override
	public Tensor perturb(final TargetModel model, final Pixels images, final EpsilonBall ball,
		final Progress progress) {
		final double size =
			bound.norm().epsilon(step * images.range().extent(), images.values().size() / images.count());
		Tensor current = images.values();
		for (int i = 0; i < steps; i++) {
			progress.check();
			final Answer evaluation = model.lossAndGradient(images.with(current), Loss.CROSS_ENTROPY);
			final boolean[] met = model.fooled(evaluation.scores());
			if (areAll(met)) break;
			// Those that are there wait for the others.
			current = BestSoFar.select(met, current, ball.step(current, evaluation.gradient(), size));
			progress.report(i + 1, steps,
				String.format(Locale.ROOT, "loss %.4g", evaluation.values()[0]));
		}
		return current;
	}

	private static boolean areAll(final boolean[] met) {
		for (final boolean one : met)
			if (!one) return false;
		return true;
	}
}
