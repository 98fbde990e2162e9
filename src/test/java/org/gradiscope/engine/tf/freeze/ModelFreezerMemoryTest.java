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

package org.gradiscope.engine.tf.freeze;

import static org.gradiscope.engine.tf.freeze.TestGraphs.node;
import static org.gradiscope.engine.tf.freeze.TestGraphs.placeholder;
import static org.gradiscope.engine.tf.freeze.TestGraphs.variable;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.gradiscope.engine.tf.TestNatives;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

/** How often the weights are in memory while a large SavedModel is frozen. */
@Tag("long")
class ModelFreezerMemoryTest {

	private static final int VARIABLES = 8;
	/** 32 MB each. */
	private static final int FILTERS = (32 << 20) / Float.BYTES / 4;
	private static final double WEIGHTS = VARIABLES * 32.0;

	private static final Path STATUS = Path.of("/proc/self/status");
	/** What is written here resets the largest resident size to the present one. */
	private static final Path PEAK = Path.of("/proc/self/clear_refs");

	@TempDir
	Path folder;

	@Test
	void theWeightsAreNeverInMemoryMoreThanTwice() throws Exception {
		assumeTrue(Files.isWritable(PEAK), "skipped: this system has no " + PEAK);
		TestNatives.load();
		writeModel();
		final Process process =
			new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), Measurement.class.getName(), folder.toString())
				.redirectError(ProcessBuilder.Redirect.DISCARD).start();
		final double copies;
		try (BufferedReader lines = process.inputReader()) {
			copies = Double.parseDouble(lines.readLine()) / WEIGHTS;
		}
		System.err.printf("Freezing %.0f MB of weights raised the peak by %.2f times that%n", WEIGHTS,
			copies);
		assertTrue(copies > 0.5 && copies < 2, copies + " copies");
	}

	/** In a process of its own, whose heap has no room yet that the weights could go into. */
	static final class Measurement {

		private Measurement() {}

		/** Prints by how many MB the largest resident size rose. */
		public static void main(final String[] args) throws Exception {
			TestNatives.load();
			// Classes and code.
			ModelFreezer.ofSavedModel(ModelFreezerTest.fixture("keras2"));
			Files.writeString(PEAK, "5");
			final double before = megabytes("VmRSS");
			final FrozenModel frozen = ModelFreezer.ofSavedModel(Path.of(args[0]));
			System.out.println(megabytes("VmHWM") - before);
			if (frozen.graph().getNodeList().stream().filter(node -> node.getOp().equals("Const"))
				.count() != VARIABLES) System.exit(1);
		}

		private static double megabytes(final String what) throws IOException {
			return Files.readAllLines(STATUS).stream().filter(line -> line.startsWith(what))
				.mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024).sum();
		}
	}

	private void writeModel() throws IOException {
		final MetaGraphDef.Builder meta = MetaGraphDef.newBuilder();
		meta.getMetaInfoDefBuilder().addTags("serve");
		meta.getGraphDefBuilder().addAllNode(nodes());
		meta.putSignatureDef("serving_default",
			SignatureDef.newBuilder().putInputs("x", info("x")).putOutputs("sum", info("sum")).build());
		Files.write(folder.resolve("saved_model.pb"),
			SavedModel.newBuilder().addMetaGraphs(meta).build().toByteArray());
		writeVariables();
	}

	private static TensorInfo info(final String name) {
		return TensorInfo.newBuilder().setName(name + ":0").setDtype(DataType.DT_FLOAT).build();
	}

	private static List<NodeDef> nodes() {
		final List<NodeDef> nodes = new ArrayList<>(List.of(placeholder("x")));
		final String[] convolved = new String[VARIABLES];
		for (int i = 0; i < VARIABLES; i++) {
			convolved[i] = "y" + i;
			nodes.add(variable("w" + i, DataType.DT_FLOAT, 1, 1, 4, FILTERS));
			nodes.add(node(convolved[i], "Conv2D", "x", "w" + i));
		}
		nodes.add(node("sum", "AddN", convolved));
		return nodes;
	}

	private void writeVariables() throws IOException {
		Files.createDirectory(folder.resolve("variables"));
		try (Graph graph = new Graph()) {
			final Ops tf = Ops.create(graph);
			final String[] names = new String[VARIABLES];
			final String[] whole = new String[VARIABLES];
			Arrays.fill(whole, "");
			final List<Operand<?>> values = new ArrayList<>();
			for (int i = 0; i < VARIABLES; i++) {
				names[i] = "w" + i;
				values.add(tf.fill(tf.constant(new int[] { 1, 1, 4, FILTERS }), tf.constant(i + 0.5f)));
			}
			final var save = tf.train.save(tf.constant(folder.resolve("variables/variables").toString()),
				tf.array(names), tf.array(whole), values);
			try (Session session = new Session(graph)) {
				session.runner().addTarget(save).run().close();
			}
		}
	}
}
