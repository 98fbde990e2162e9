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

package org.gradiscope.engine.tf.graph;

import java.util.List;
import java.util.Set;

import com.google.protobuf.ByteString;

import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;

/**
 * Constants of float32 whose numbers are kept outside of the graph, under a key. TensorFlow takes a
 * tensor without content for zeros, so it has one byte of it, and cannot be run.
 */
public final class DetachedConstants {

	private static final String KEY = "gradiscope_detached";
	private static final ByteString NO_NUMBERS = ByteString.copyFrom(new byte[1]);

	private DetachedConstants() {}

	/** A constant without its numbers, under the key of its name. */
	public static NodeDef of(final NodeDef constant) {
		final AttrValue key = AttrValue.newBuilder().setS(constant.getNameBytes()).build();
		return attached(constant, NO_NUMBERS).toBuilder().putAttr(KEY, key).build();
	}

	/** One of that shape. */
	public static NodeDef of(final String name, final List<Long> shape) {
		return of(Constants.node(name, DataType.DT_FLOAT, shape, ByteString.EMPTY));
	}

	/** A graph of which some constants are without their numbers. */
	public static GraphDef detached(final GraphDef graph, final Set<String> names) {
		final GraphDef.Builder detached = graph.toBuilder().clearNode();
		for (final NodeDef node : graph.getNodeList())
			detached.addNode(names.contains(node.getName()) && !is(node) ? of(node) : node);
		return detached.build();
	}

	public static boolean is(final NodeDef node) {
		return node.containsAttr(KEY);
	}

	public static String key(final NodeDef detached) {
		return detached.getAttrOrThrow(KEY).getS().toStringUtf8();
	}

	/** The same constant with these numbers, little-endian, row by row. */
	public static NodeDef attached(final NodeDef detached, final ByteString content) {
		return attached(detached,
			Constants.tensor(detached).toBuilder().setTensorContent(content).build());
	}

	/** A constant of that name with another tensor, which has its numbers. */
	public static NodeDef attached(final NodeDef constant, final TensorProto tensor) {
		return constant.toBuilder().removeAttr(KEY)
			.putAttr("value", AttrValue.newBuilder().setTensor(tensor).build()).build();
	}
}
