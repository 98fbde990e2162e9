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

package org.gradiscope.engine;

import java.util.Collection;
import java.util.List;

import org.gradiscope.model.Labels;
import org.gradiscope.model.Model;
import org.gradiscope.model.Preprocessing;

/** The weights of a network, by layer; there are none but in a graph. */
public interface Weights {

	/** The name of the network. */
	String network();

	/**
	 * The layers that have weights, in the order in which a cascade re-initializes them: from the output to
	 * the input. The first is named after the class scores where these have weights beyond the last
	 * layer's.
	 */
	default List<String> layers() {
		return List.of();
	}

	/**
	 * A network of its own, the same but for the weights of some layers, which are re-initialized. The
	 * caller closes it; the one whose weights these are stays as it is. A layer's draws do not depend on
	 * which others are named.
	 *
	 * @param layers of {@link #layers()}
	 * @param seed of the draws
	 * @throws IllegalArgumentException if one of them is no such layer, with those that there are
	 * @throws EngineException if there are no weights to be drawn
	 */
	default Network randomized(final Collection<String> layers, final long seed) {
		throw new EngineException("The weights of " + network() +
			" cannot be re-initialized; take a network that is a graph with weights.");
	}

	/**
	 * A network of the same weights behind another preprocessing. The caller closes it before the one whose
	 * weights these are, which stays as it is.
	 *
	 * @throws EngineException if the network is no graph, which alone can be given another
	 */
	default Network preparedBy(final Preprocessing preprocessing) {
		throw new EngineException("The preprocessing of " + network() +
			" is its own; take a network that is a graph with weights.");
	}

	/**
	 * The layers with weights that can be trained: the kernels of convolutions and matrix products, and
	 * their biases. Normalizations stay as they are.
	 */
	default List<String> trainableLayers() {
		return List.of();
	}

	/**
	 * The layers with weights that training leaves as they are: scales and statistics of normalizations,
	 * and what else is no kernel or bias.
	 */
	default List<String> fixedLayers() {
		return List.of();
	}

	/**
	 * A network of its own, the same, whose weights of some layers can be changed. The caller closes it.
	 *
	 * @param layers of {@link #trainableLayers()}
	 * @throws IllegalArgumentException if one of them is no such layer, with those that there are
	 * @throws EngineException if there are no weights to be trained
	 */
	default TrainableNetwork trainable(final Collection<String> layers) {
		throw new EngineException("The weights of " + network() +
			" cannot be trained; take a network that is a graph with weights.");
	}

	/**
	 * The same up to its features, then a new dense layer to the scores of other classes. All that only led to
	 * the old ones is left out; the preprocessing stays. The caller closes it.
	 *
	 * @param labels two or more
	 * @param layer whose activations are the features, their mean where it has positions; {@code auto}: what
	 *          the last matrix product or convolution before the class scores takes
	 * @param name of the new network
	 * @throws IllegalArgumentException if there is no such layer, or there are fewer classes
	 * @throws EngineException if the features cannot be told, or what is done to its images could not be
	 *           written
	 */
	default NewHead withNewHead(final Labels labels, final String layer, final String name) {
		throw new EngineException("The network " + network() +
			" cannot be given another last layer; take a network that is a graph with weights.");
	}

	/**
	 * The network behind a denoiser, both in one graph; until {@link #trainable} has trained that, it
	 * answers as the network does. The network's layers keep their names; the denoiser's come before them,
	 * {@code denoise1} and so on, and {@code denoised}, the image that the network then sees.
	 *
	 * @param name of it
	 * @param seed of the denoiser's first weights: equal seeds give equal ones
	 * @throws EngineException if no denoiser can be put before it: it takes volumes, series, other
	 *           inputs or the steps of an rdf.yaml, has one already, or is no graph
	 */
	default Model denoised(final DenoiserArchitecture architecture, final String name,
		final long seed) {
		throw new EngineException("No denoiser can be put in front of " + network() +
			"; take a network that is a graph with weights, and takes nothing but images.");
	}

	/** The batch normalizations that remember what they were trained on, from the input to the output. */
	default List<NormalizedLayer> normalizedLayers() {
		return List.of();
	}

	/**
	 * The layers that have kernels, from the input to the output: those that {@link #kernel(String)}
	 * takes. A layer of several convolutions gives those of its last; the others go by the names of
	 * their operations.
	 */
	default List<String> kernelLayers() {
		return List.of();
	}

	/**
	 * The kernels of a convolution.
	 *
	 * @param layer of {@link #kernelLayers()}
	 * @throws IllegalArgumentException if it is none of them, with those that there are
	 */
	default Kernel kernel(final String layer) {
		throw new IllegalArgumentException(
			"There is no convolution in " + network() + ", so there are no kernels to see.");
	}
}
