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

import java.util.List;

import org.gradiscope.attack.target.Criterion;
import org.gradiscope.attack.target.EnsembleTargetModel;
import org.gradiscope.engine.Network;
import org.gradiscope.objective.Expression;
import org.gradiscope.tensor.Pixels;

/**
 * A network that the same images are to fool as well.
 *
 * @param criteria one for each image, in the network's own classes
 */
record FurtherNetwork(Network network, List<Criterion> criteria) {

	/**
	 * @param first the network whose criteria are given
	 * @param clean the images
	 */
	static FurtherNetwork of(final Network first, final Network network,
		final List<Criterion> criteria, final Pixels clean) {
		return new FurtherNetwork(network,
			EnsembleTargetModel.criteria(first, network, criteria, clean));
	}

	/** Whether it is, by a changed image. */
	boolean isFooled(final int index, final Pixels image) {
		return criteria.get(index).isMet(network.activation(image, Expression.LOGITS));
	}
}
