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
import org.gradiscope.attack.view.View;
import org.gradiscope.engine.Batches;
import org.gradiscope.engine.Network;
import org.gradiscope.objective.Expression;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * Random views that an attack did not see, to tell how often its result fools however it is seen.
 *
 * @param view what they may be like
 * @param count how many, at least 1
 * @param seed other than the attack's
 */
public record FreshViews(View view, int count, long seed) {

	/** How many there usually are. */
	public static final int USUAL = 30;

	/** @throws IllegalArgumentException if there is no view */
	public FreshViews {
		OptionChecks.require(count >= 1, "views of at least 1", count);
	}

	/** As many as usual, of a seed that is not an attack's of {@code seed}. */
	public static FreshViews beside(final View view, final long seed) {
		return new FreshViews(view, USUAL, ~seed);
	}

	/**
	 * How many of the views fool.
	 *
	 * @param image {@code [1, h, w, c]}, the perturbed one
	 */
	public int fooled(final Network network, final Criterion criterion, final Pixels image) {
		final SplittableRandom random = new SplittableRandom(seed);
		final int together = Batches.size(image, count);
		int fooled = 0;
		for (int from = 0; from < count; from += together) {
			final List<Tensor> seen = new ArrayList<>();
			for (int i = from; i < Math.min(from + together, count); i++)
				seen.add(view.draw(random, image.range()).of(image.values()).images());
			final Tensor scores = network.activation(image.with(Tensor.batch(seen)), Expression.LOGITS);
			for (int i = 0; i < seen.size(); i++)
				if (criterion.isMet(scores.item(i))) fooled++;
		}
		return fooled;
	}
}
