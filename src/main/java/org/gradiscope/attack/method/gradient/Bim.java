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
import org.gradiscope.attack.target.Criterion;
import org.gradiscope.attack.target.Loss;
import org.gradiscope.attack.target.TargetModel;
import org.gradiscope.engine.Progress;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * The basic iterative method: from the original itself many small steps, each projected back around the
 * original, {@code x_(i+1) = P(x_i + a sign(dJ/dx_i))} (Kurakin et al. 2016, "Adversarial Examples in the
 * Physical World"). Towards the class that the network holds least likely,
 * {@link Criterion#leastLikely}, it is that paper's iterative least-likely class method.
 * <p>
 * The paper takes steps of one grey level and {@code min(epsilon + 4, 1.25 epsilon)} of them, so up to 16
 * levels a way of 1.25 epsilon. Here the number of steps is given, and the way is that.
 * </p>
 *
 * @param bound in L-infinity, as in the paper, or in L2; finite
 * @param steps the number of gradients, at least 1
 * @param step the size of one as a fraction of epsilon, over 0
 */
public record Bim(Bound bound, int steps, double step) implements BoundedAttack {

	private static final double WAY = 1.25;

	/** @throws IllegalArgumentException if a value is outside its bounds; the message says which */
	public Bim {
		OptionChecks.requireFinite(bound);
		OptionChecks.requireSteps(steps, step);
	}

	/** 40 steps, each of 1.25 epsilon / steps. */
	public static Bim of(final Bound bound) {
		return new Bim(bound, 40, WAY / 40);
	}

	@Override
	public Bim withEpsilon(final double epsilon) {
		return new Bim(new Bound(bound.norm(), epsilon), steps, step);
	}

	/** Other steps, each of 1.25 epsilon / steps. */
	public Bim withSteps(final int newSteps) {
		return new Bim(bound, newSteps, WAY / newSteps);
	}

	public Bim withStep(final double newStep) {
		return new Bim(bound, steps, newStep);
	}

	@Override
	public Tensor perturb(final TargetModel model, final Pixels images, final EpsilonBall ball,
		final Progress progress) {
		return new GradientSteps(model, images, ball, Loss.CROSS_ENTROPY, progress, steps)
			.steps(images.values(), steps, step * bound.epsilon());
	}
}
