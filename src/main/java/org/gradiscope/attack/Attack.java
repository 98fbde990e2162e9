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

import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * A perturbation bounded in L-infinity. {@link #run} is the only way in and owns what every attack
 * must keep: each iterate stays within epsilon of the <em>original</em> image and inside the value
 * range. An attack fills in {@link #perturb}.
 */
public abstract class Attack {

	/**
	 * Perturbs one image.
	 *
	 * @param image {@code [1, h, w, c]}, in grey levels
	 * @return the perturbed image, real-valued: rounding it to a pixel type is the caller's
	 */
	public final Pixels run(final Network network, final Pixels image, final Criterion criterion,
		final AttackOptions options, final Progress progress) {
		final Ball ball = new Ball(image, options.epsilon());
		return image.with(ball.project(perturb(network, image, criterion, options, ball, progress)));
	}

	/** The attack itself; whatever it gives is projected once more. */
	abstract Tensor perturb(Network network, Pixels image, Criterion criterion,
		AttackOptions options, Ball ball, Progress progress);
}
