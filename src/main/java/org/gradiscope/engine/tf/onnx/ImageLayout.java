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

package org.gradiscope.engine.tf.onnx;

import java.util.List;
import java.util.Set;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;

/** In which order TensorFlow gets the axes of an input: channels last, if the file has them second. */
final class ImageLayout {

	/** What takes images, channels, positions. */
	private static final Set<String> SPATIAL = Set.of("Conv", "ConvTranspose", "BatchNormalization",
		"InstanceNormalization", "MaxPool", "AveragePool", "GlobalAveragePool", "GlobalMaxPool");

	private static final Set<Long> USUAL = Set.of(1L, 3L, 4L);

	private final GraphProto graph;

	ImageLayout(final GraphProto graph) {
		this.graph = graph;
	}

	/**
	 * @param shape of the input, -1 where a length is free
	 * @param axes as it is said that the file has them; null if nothing says
	 */
	AxisOrder of(final String input, final List<Long> shape, final String axes) {
		final int rank = shape.size();
		final boolean second = axes != null && axes.length() == rank ? axes.indexOf('c') == 1
			: rank >= 4 ? !isTransposed(input, rank) && !isLast(shape) : rank == 3 && isSpatial(input);
		return second ? AxisOrder.channelsLast(rank) : AxisOrder.same(rank);
	}

	/** Whether the last axis is as long as grey images or colours, and the second is not. */
	private static boolean isLast(final List<Long> shape) {
		return shape.get(1) > 0 && !USUAL.contains(shape.get(1)) &&
			USUAL.contains(shape.get(shape.size() - 1));
	}

	/** Whether the network itself brings channels forward at once. */
	private boolean isTransposed(final String input, final int rank) {
		final List<NodeProto> users = users(input);
		return !users.isEmpty() && users.stream()
			.allMatch(node -> node.getOpType().equals("Transpose") && node.getAttributeList().stream()
				.anyMatch(attribute -> attribute.getIntsList().size() == rank &&
					attribute.getInts(0) == 0 && attribute.getInts(1) == rank - 1));
	}

	private boolean isSpatial(final String input) {
		return users(input).stream().anyMatch(node -> SPATIAL.contains(node.getOpType()));
	}

	private List<NodeProto> users(final String input) {
		return graph.getNodeList().stream().filter(node -> node.getInputList().contains(input))
			.toList();
	}
}
