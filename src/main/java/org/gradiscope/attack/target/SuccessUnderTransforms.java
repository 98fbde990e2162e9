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

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import org.gradiscope.attack.bound.OptionChecks;
import org.gradiscope.engine.Batches;
import org.gradiscope.engine.Network;
import org.gradiscope.objective.Expression;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * How often a perturbed image fools however it is seen.
 *
 * @param fooled how many views fool
 * @param views how many were looked at
 */
public record SuccessUnderTransforms(int fooled, int views) {

	/** Usually looked at. */
	public static final int VIEWS = 30;

	/**
	 * Looks at random views.
	 *
	 * @param image {@code [1, h, w, c]}, the perturbed one
	 * @param views how many, at least 1, usually {@link #VIEWS}
	 * @param seed other than the attack's, so that they are fresh
	 */
	public static SuccessUnderTransforms of(final Network network, final Criterion criterion,
		final Pixels image, final View view, final int views, final long seed) {
		OptionChecks.require(views >= 1, "views of at least 1", views);
		final SplittableRandom random = new SplittableRandom(seed);
		final int together = Batches.size(image, views);
		int fooled = 0;
		for (int from = 0; from < views; from += together) {
			final List<Tensor> seen = new ArrayList<>();
			for (int i = from; i < Math.min(from + together, views); i++)
				seen.add(view.draw(random, image.range()).of(image));
			final Tensor scores = network.activation(image.with(Tensor.batch(seen)), Expression.LOGITS);
			for (int i = 0; i < seen.size(); i++)
				if (criterion.isMet(scores.item(i))) fooled++;
		}
		return new SuccessUnderTransforms(fooled, views);
	}

	/** 0..1. */
	public double fraction() {
		return (double) fooled / views;
	}

	/** For example {@code 27 of 30}. */
	@Override
	public String toString() {
		return fooled + " of " + views;
	}
}
