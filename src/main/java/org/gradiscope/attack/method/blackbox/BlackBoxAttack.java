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

package org.gradiscope.attack.method.blackbox;

import org.gradiscope.attack.Attack;
import org.gradiscope.attack.bound.EpsilonBall;
import org.gradiscope.attack.bound.OptionChecks;
import org.gradiscope.attack.target.TargetModel;
import org.gradiscope.engine.Progress;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * An attack that asks a network what it says, and for no gradient. It is written for one image; those on
 * all images of a batch go on at the same time, and what they ask goes through the network together.
 */
public interface BlackBoxAttack extends Attack {

	/** The usual budget. */
	int QUERIES = 5000;

	/** How many times the network may be asked about an image, at least 1. */
	int queries();

	/**
	 * The attack on one image.
	 *
	 * @param oracle who is asked, until {@link Oracle#left} is 0
	 * @param image {@code [1, h, w, c]}, the original, in grey levels
	 * @param ball around it
	 * @return the perturbed one, {@code [1, h, w, c]}
	 */
	Tensor perturb(Oracle oracle, Pixels image, EpsilonBall ball);

	@Override
	default Tensor perturb(final TargetModel model, final Pixels images, final EpsilonBall ball,
		final Progress progress) {
		return new QueryRounds(model, images, queries(), progress)
			.run((n, oracle) -> perturb(oracle, images.item(n), ball.item(n)));
	}

	/** @throws IllegalArgumentException if there is nothing to ask with */
	static void requireQueries(final int queries) {
		OptionChecks.require(queries >= 1, "queries of at least 1", queries);
	}
}
