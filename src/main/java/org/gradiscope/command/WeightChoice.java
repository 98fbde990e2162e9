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

package org.gradiscope.command;

import java.util.List;
import java.util.Locale;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Network;

/** Which weights a network has. */
enum WeightChoice {

	/** Those of its file. */
	TRAINED,
	/**
	 * By chance: those of all layers are drawn anew, as the last step of the cascade of Adebayo et al. 2018 ("Sanity
	 * Checks for Saliency Maps") has them; always the same ones.
	 */
	RANDOM;

	private static final long SEED = 1;

	/**
	 * @param network on loan; giving back what is returned gives it back too
	 * @throws EngineException if it has no weights to be drawn; it is given back then
	 */
	OpenNetwork of(final OpenNetwork network) {
		if (this == TRAINED) return network;
		try {
			final List<String> layers = network.weights().layers();
			final Network random = network.weights().randomized(layers, SEED);
			if (!layers.isEmpty()) return network.replacedBy(random);
			random.close();
			throw new EngineException("The network " + network.descriptor().name() +
				" has no layers whose weights can be drawn; leave weights=random out.");
		}
		catch (final RuntimeException e) {
			network.close();
			throw e;
		}
	}

	/** As users write it. */
	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}
}
