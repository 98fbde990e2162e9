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

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Query;
import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.GraphDefs;
import org.gradiscope.engine.tf.graph.GraphErrors;
import org.gradiscope.engine.tf.graph.GraphOps;
import org.gradiscope.engine.tf.graph.GraphOperations;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.model.OtherInput;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/**
 * What a network takes besides the images: one value, fed in each run, so that another needs no other
 * program, and repeated for each image of a batch.
 */
final class OtherInputs {

	private static final String SCOPE = "gradiscope_other";
	private static final String FED = "fed";
	private static final String PREPARED = "prepared";

	/** Nothing. */
	static final OtherInputs NONE = new OtherInputs("", List.of());

	private final String network;
	private final List<OtherInput> all;

	private OtherInputs(final String network, final List<OtherInput> all) {
		this.network = network;
		this.all = all;
	}

	static OtherInputs of(final ModelDescriptor network) {
		return new OtherInputs(network.name(), network.ends().inputs());
	}

	private static String name(final String what, final int index) {
		return SCOPE + "/" + what + index;
	}

	/** The operation of a program that gives what each operation of the network takes. */
	Map<String, String> sources() {
		final Map<String, String> sources = new HashMap<>();
		for (int i = 0; i < all.size(); i++)
			sources.put(all.get(i).operation(), name(PREPARED, i));
		return sources;
	}

	/**
	 * Adds those that a network needs.
	 *
	 * @param graph that has the prepared images already
	 * @param definition what is run of the network
	 */
	void addTo(final Graph graph, final GraphDef definition) {
		if (all.isEmpty()) return;
		final Ops tf = GraphOps.of(graph).withSubScope(SCOPE);
		final Map<String, NodeDef> nodes = GraphDefs.byName(definition.getNodeList());
		for (int i = 0; i < all.size(); i++) {
			final NodeDef node = nodes.get(all.get(i).operation());
			if (node != null) add(tf, graph, i, Attributes.type(node));
		}
	}

	private void add(final Ops tf, final Graph graph, final int index, final DataType type) {
		final OtherInput input = all.get(index);
		final long[] axes = input.axes().stream().mapToLong(Integer::longValue).toArray();
		final Operand<TFloat32> fed = tf.withName(FED + index).placeholder(TFloat32.class,
			Placeholder.shape(Shape.of(input.perImage()
				? LongStream.concat(LongStream.of(1), LongStream.of(axes)).toArray() : axes)));
		final Operand<TFloat32> each = input.perImage() ? repeated(tf, fed,
			GraphOperations.floats(graph.operationOrThrow(Preprocessor.PREPARED).output(0)), axes.length)
			: fed;
		tf.withName(PREPARED + index).identity(cast(tf, each, input, type));
	}

	private static Operand<TFloat32> repeated(final Ops tf, final Operand<TFloat32> value,
		final Operand<TFloat32> images, final int axes) {
		final Operand<TInt32> count =
			tf.slice(tf.shape(images), tf.constant(new int[1]), tf.constant(new int[] { 1 }));
		final int[] once = new int[axes];
		Arrays.fill(once, 1);
		return tf.tile(value, tf.concat(List.of(count, tf.constant(once)), tf.constant(0)));
	}

	private static Operand<? extends TType> cast(final Ops tf, final Operand<TFloat32> value,
		final OtherInput input, final DataType type) {
		return switch (type) {
			case DT_FLOAT -> value;
			case DT_DOUBLE -> tf.dtypes.cast(value, TFloat64.class);
			case DT_INT32 -> tf.dtypes.cast(value, TInt32.class);
			case DT_INT64 -> tf.dtypes.cast(value, TInt64.class);
			case DT_UINT8 -> tf.dtypes.cast(value, TUint8.class);
			case DT_BOOL -> tf.dtypes.cast(value, TBool.class);
			default -> throw GraphErrors.of("The input '" + input.name() + "', the placeholder '" +
				input.operation() + "', takes " + type + ", but numbers and truth values can be given; " +
				"export the network with an input of float32.");
		};
	}

	private IntStream taken(final Graph graph) {
		return IntStream.range(0, all.size()).filter(i -> graph.operation(name(FED, i)) != null);
	}

	/** @throws EngineException if a query does not give what a program takes */
	void check(final Graph graph, final Query query) {
		taken(graph).mapToObj(all::get).filter(input -> !query.inputs().containsKey(input.name()))
			.findFirst().ifPresent(input -> {
				throw missing(input);
			});
	}

	/** Feeds what a program takes. */
	void feed(final Graph graph, final Query query, final Feeds feeds) {
		taken(graph).forEach(
			i -> feeds.add(name(FED, i), Tensors.toNative(query.inputs().get(all.get(i).name()))));
	}

	private EngineException missing(final OtherInput input) {
		return new EngineException("The network " + network + " takes the input '" + input.name() +
			"' besides the image, " + input + ", but nothing is given to it; give it as " +
			"'alsoinput' (numbers with commas, one number for all, a file of numbers, or an image), or as " +
			"'also-input' in gradiscope.yaml.");
	}
}
