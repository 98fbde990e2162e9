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

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.gradiscope.attack.Attack;
import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.EpsilonBall;
import org.gradiscope.attack.target.TargetModel;
import org.gradiscope.engine.Progress;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/** An attack that takes the images of a batch one after the other, each until its own end. */
sealed interface PerImageAttack extends Attack permits DeepFool, Jsma, RotationTranslation {

	/** The value range: how small the change is, how few values change or how pixels move, is the result. */
	@Override
	default Bound bound() {
		return Bound.RANGE;
	}

	/**
	 * The attack on one image.
	 *
	 * @param model about that image alone
	 * @param image {@code [1, h, w, c]}, the original, in grey levels
	 * @param ball around it
	 * @return the perturbed one, {@code [1, h, w, c]}
	 */
	Tensor perturbOne(TargetModel model, Pixels image, EpsilonBall ball, Progress progress);

	@Override
	default Tensor perturb(final TargetModel model, final Pixels images, final EpsilonBall ball,
		final Progress progress) {
		final List<Tensor> perturbed = new ArrayList<>();
		for (int n = 0; n < images.count(); n++)
			perturbed.add(perturbOne(model.item(n), images.item(n), ball.item(n),
				Attack.ofImage(progress, n, images.count())));
		return Tensor.batch(perturbed);
	}

	/** One image several times. */
	static Pixels repeated(final Pixels image, final int times) {
		return image.with(Tensor.batch(Collections.nCopies(times, image.values())));
	}
}
