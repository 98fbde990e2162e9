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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import com.google.protobuf.ByteString;

import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.Constants;
import org.gradiscope.engine.tf.graph.GraphOps;
import org.gradiscope.engine.tf.graph.NodeDefs;
import org.gradiscope.engine.tf.graph.TensorProtos;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.types.TFloat32;

/**
 * A network of any size to be written: images of 8x8 pixels, a dense layer of {@code width} units,
 * {@code layers} more, each with a ReLU, and four classes. Its weights are random, and always the same.
 */
record DenseNetwork(int width, int layers) {

	static final int SIDE = 8;

	private static final int CLASSES = 4;

	private record Matrix(String name, int rows, int columns) {

		Operand<TFloat32> values(final Ops tf) {
			final Operand<TFloat32> normal = tf.random.statelessRandomNormal(
				tf.constant(new int[] { rows, columns }), tf.constant(new int[] { 7, name.hashCode() }));
			return tf.math.mul(normal, tf.constant((float) Math.sqrt(2.0 / rows)));
		}

		List<Long> shape() {
			return List.of((long) rows, (long) columns);
		}
	}

	private List<Matrix> matrices() {
		final List<Matrix> matrices = new ArrayList<>();
		matrices.add(new Matrix("first", SIDE * SIDE * 3, width));
		for (int i = 1; i <= layers; i++)
			matrices.add(new Matrix("hidden" + i, width, width));
		matrices.add(new Matrix("last", width, CLASSES));
		return matrices;
	}

	/** Its weights, in bytes. */
	long bytes() {
		return matrices().stream().mapToLong(m -> (long) m.rows * m.columns).sum() * Float.BYTES;
	}

	/** Writes it as a SavedModel. */
	Path save(final Path folder) throws IOException {
		Files.createDirectories(folder.resolve("variables"));
		final List<Matrix> all = matrices();
		try (Graph graph = new Graph()) {
			final Ops tf = GraphOps.of(graph);
			final Op saved = tf.train.save(tf.constant(folder.resolve("variables/variables").toString()),
				tf.array(all.stream().map(Matrix::name).toArray(String[]::new)),
				tf.array(all.stream().map(matrix -> "").toArray(String[]::new)),
				all.stream().<Operand<?>>map(matrix -> matrix.values(tf)).toList());
			try (Session session = new Session(graph)) {
				session.runner().addTarget(saved).run().close();
			}
		}
		final SignatureDef signature = SignatureDef.newBuilder().putInputs("images", tensor("input:0"))
			.putOutputs("logits", tensor("logits:0")).build();
		final GraphDef graph = graph(matrix -> NodeDefs.node(matrix.name, "VariableV2")
			.putAttr("dtype", Attributes.FLOAT)
			.putAttr("shape", AttrValue.newBuilder().setShape(TensorProtos.shape(matrix.shape())).build())
			.build());
		Files.write(folder.resolve("saved_model.pb"),
			SavedModel.newBuilder().addMetaGraphs(
				MetaGraphDef.newBuilder().setGraphDef(graph).putSignatureDef("serving_default", signature))
				.build().toByteArray());
		return folder;
	}

	private static TensorInfo tensor(final String name) {
		return TensorInfo.newBuilder().setName(name).setDtype(DataType.DT_FLOAT)
			.setTensorShape(TensorShapeProto.newBuilder().setUnknownRank(true)).build();
	}

	/** The same as a frozen graph, whose weights have to fit in one. */
	GraphDef frozen() {
		return graph(
			matrix -> Constants.node(matrix.name, DataType.DT_FLOAT, matrix.shape(), content(matrix)));
	}

	private static ByteString content(final Matrix matrix) {
		try (Graph graph = new Graph()) {
			final Operand<TFloat32> values = matrix.values(GraphOps.of(graph));
			try (Session session = new Session(graph);
				Result result = session.runner().fetch(values).run()) {
				return TensorProtos.content(Tensors.fromNative(result.get(0)).data());
			}
		}
	}

	private GraphDef graph(final Function<Matrix, NodeDef> weights) {
		final GraphDef.Builder graph = GraphDef.newBuilder();
		graph.addNode(NodeDefs.placeholder("input", DataType.DT_FLOAT,
			TensorProtos.shape(List.of(-1L, 8L, 8L, 3L))));
		graph.addNode(Constants.list("shape", DataType.DT_INT32, -1, SIDE * SIDE * 3));
		graph.addNode(NodeDefs.node("flat", "Reshape", "input", "shape").putAttr("T", Attributes.FLOAT)
			.putAttr("Tshape", Attributes.of(DataType.DT_INT32)));
		String at = "flat";
		for (final Matrix matrix : matrices()) {
			final boolean last = matrix.columns == CLASSES;
			final String product = last ? "logits" : matrix.name + "/product";
			graph.addNode(weights.apply(matrix));
			graph
				.addNode(NodeDefs.node(product, "MatMul", at, matrix.name).putAttr("T", Attributes.FLOAT));
			at = matrix.name + "/relu";
			if (!last) graph.addNode(NodeDefs.node(at, "Relu", product).putAttr("T", Attributes.FLOAT));
		}
		return graph.build();
	}
}
