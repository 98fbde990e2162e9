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

import org.gradiscope.attack.BoundedAttack;
import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.EpsilonBall;
import org.gradiscope.attack.bound.OptionChecks;
import org.gradiscope.attack.target.Loss;
import org.gradiscope.attack.target.TargetModel;
import org.gradiscope.engine.Progress;
import org.gradiscope.options.OptionRecords;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * The momentum iterative fast gradient sign method: {@code g_(i+1) = mu g_i + (dJ/dx_i) / |dJ/dx_i|_1}, then
 * {@code x_(i+1) = P(x_i + a sign(g_(i+1)))}, from the original (Dong et al. 2017, "Boosting Adversarial
 * Attacks with Momentum"). In L2 the step is {@code a g / |g|_2}, as in the paper. Where the gradient is
 * zero everywhere, only the momentum is left of it. Values that may not change do not count in the norm.
 *
 * @param bound in L-infinity or L2, finite
 * @param steps the number of gradients, at least 1
 * @param step the size {@code a} of one as a fraction of epsilon, over 0
 * @param decay {@code mu} of the momentum, not under 0; with 0 it is the basic iterative method
 */
public record MiFgsm(Bound bound, int steps, double step, double decay) implements BoundedAttack {

	/** @throws IllegalArgumentException if a value is outside its bounds; the message says which */
	public MiFgsm {
		OptionChecks.requireFinite(bound);
		OptionChecks.requireSteps(steps, step);
		OptionChecks.require(decay >= 0 && Double.isFinite(decay), "a decay not under 0", decay);
	}

	/** The paper's: 10 steps, each of epsilon / steps, and decay 1. */
	public static MiFgsm of(final Bound bound) {
		return new MiFgsm(bound, 10, 1.0 / 10, 1);
	}

	@Override
	public MiFgsm withEpsilon(final double epsilon) {
		return new MiFgsm(new Bound(bound.norm(), epsilon), steps, step, decay);
	}

	/** Other steps, each of epsilon / steps. */
	public MiFgsm withSteps(final int newSteps) {
		return new MiFgsm(bound, newSteps, 1.0 / newSteps, decay);
	}

	public MiFgsm withStep(final double newStep) {
		return OptionRecords.with(this, "step", newStep);
	}

	public MiFgsm withDecay(final double newDecay) {
		return OptionRecords.with(this, "decay", newDecay);
	}

	@Override
	public Tensor perturb(final TargetModel model, final Pixels images, final EpsilonBall ball,
		final Progress progress) {
		final Tensor momentum = Tensor.zeros(images.shape());
		return new GradientSteps(model, images, ball, Loss.CROSS_ENTROPY, progress, steps)
			.steps(images.values(), steps, step * bound.epsilon(), gradient -> {
				accumulate(momentum.data(), ball.masked(gradient).data(), images.count());
				return momentum;
			});
	}

	private void accumulate(final float[] momentum, final float[] gradient, final int images) {
		final int stride = gradient.length / images;
		for (int from = 0; from < gradient.length; from += stride) {
			double sum = 0;
			for (int i = from; i < from + stride; i++)
				sum += Math.abs(gradient[i]);
			final double scale = sum == 0 ? 0 : 1 / sum;
			for (int i = from; i < from + stride; i++)
				momentum[i] = (float) (decay * momentum[i] + scale * gradient[i]);
		}
	}
}
