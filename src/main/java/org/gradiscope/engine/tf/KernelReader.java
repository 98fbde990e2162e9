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

package org.gradiscope.engine.tf;

import java.util.List;
import java.util.Map;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Kernel;
import org.gradiscope.engine.tf.inspect.ConvolutionsByLayer;
import org.gradiscope.engine.tf.inspect.ConvolutionsByLayer.Convolution;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.model.NearestNames;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.tensorflow.proto.GraphDef;

/** The kernels of a graph's convolutions. */
final class KernelReader {

	private KernelReader() {}

	/** The names of those that there are, from the input to the output. */
	static List<String> names(final GraphDef graph, final ModelDescriptor network) {
		return List.copyOf(ConvolutionsByLayer.of(graph, network).keySet());
	}

	/** @throws IllegalArgumentException if there are none of that name, with those that there are */
	static Kernel of(final FrozenGraph graph, final ModelDescriptor network, final String name) {
		final Map<String, Convolution> all = ConvolutionsByLayer.of(graph.definition(), network);
		final Convolution wanted = all.get(name);
		if (wanted != null) return new Kernel(name, inOrder(computed(graph, wanted.filter()), wanted),
			wanted.depthwise(), wanted.ofImage());
		throw new IllegalArgumentException(all.isEmpty()
			? "There is no convolution in " + network.name() + ", so there are no kernels to see."
			: "There are no kernels of '" + name + "' in " + network.name() +
				"; the layers with kernels are " + NearestNames.listed(name, List.copyOf(all.keySet())) +
				".");
	}

	/** What a convolution is given, whatever casts, scales or reshapes the constant on the way. */
	private static Tensor computed(final FrozenGraph graph, final String filter) {
		final Tensor kernel = graph.computed(List.of(filter)).get(filter);
		if (kernel == null) throw new EngineException(
			"The kernel '" + filter + "' is not in float32; export the network in float32.");
		return kernel;
	}

	private static Tensor inOrder(final Tensor filter, final Convolution convolution) {
		final Shape shape = filter.shape();
		final int inputs = shape.dimension(2);
		final int outputs = shape.dimension(3);
		// Channels and their multiples stand side by side already.
		if (convolution.depthwise()) return filter.reshape(shape.with(2, 1).with(3, inputs * outputs));
		if (!convolution.transposed()) return filter;
		final Tensor turned = Tensor.zeros(shape.with(2, outputs).with(3, inputs));
		for (int i = 0; i < filter.size(); i++) {
			final int plane = i / (inputs * outputs) * inputs * outputs;
			turned.data()[plane + i % outputs * inputs + i / outputs % inputs] = filter.data()[i];
		}
		return turned;
	}
}
