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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.tf.TestNatives;
import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.testing.IndexFile;
import org.gradiscope.testing.SharedFiles;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.BundleEntryProto;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.proto.TensorSliceProto;

/** Checkpoints that are not what the graph says, or damaged. */
class CheckpointReaderTest {

	@TempDir
	private Path folder;

	@BeforeAll
	static void load() {
		TestNatives.load();
	}

	@BeforeEach
	void copy() throws IOException {
		copy("tf1-variables");
	}

	private void copy(final String fixture) throws IOException {
		Files.createDirectories(folder.resolve("variables"));
		try (Stream<Path> files = Files.walk(ModelFreezerTest.fixture(fixture))) {
			for (final Path file : files.filter(Files::isRegularFile).toList())
				Files.write(folder.resolve(ModelFreezerTest.fixture(fixture).relativize(file).toString()),
					Files.readAllBytes(file));
		}
	}

	private Path data() {
		return folder.resolve("variables/variables.data-00000-of-00001");
	}

	private Path index() {
		return folder.resolve("variables/variables.index");
	}

	private void assertRefused(final String reason) {
		final String message =
			assertThrows(EngineException.class, () -> ModelFreezer.ofSavedModel(folder)).getMessage();
		assertTrue(message.contains(reason), message);
		assertEquals(1, message.lines().count(), message);
	}

	/** Rewrites one node of the graph. */
	private void change(final String name, final UnaryOperator<NodeDef> change) throws IOException {
		final Path file = folder.resolve("saved_model.pb");
		final SavedModel.Builder model = SavedModel.parseFrom(Files.readAllBytes(file)).toBuilder();
		final GraphDef.Builder graph = model.getMetaGraphsBuilder(0).getGraphDefBuilder();
		for (int i = 0; i < graph.getNodeCount(); i++)
			if (graph.getNode(i).getName().equals(name)) graph.setNode(i, change.apply(graph.getNode(i)));
		Files.write(file, model.build().toByteArray());
	}

	private static NodeDef shaped(final NodeDef node, final long... shape) {
		return node.toBuilder()
			.putAllAttr(TestGraphs.variable("", DataType.DT_FLOAT, shape).getAttrMap()).build();
	}

	@Test
	void aVariableOfAnotherShapeIsNamed() throws IOException {
		change("conv/kernel", node -> shaped(node, 3, 3, 3, 2));
		assertRefused("'conv/kernel'");
	}

	@Test
	void aScalarOfAnotherShapeIsNamed() throws IOException {
		change("conv/bias", CheckpointReaderTest::shaped);
		assertRefused("'conv/bias' has the shape [3]");
	}

	@Test
	void aPartOfAnotherShapeIsNamed() throws IOException {
		change("dense/kernel/part_0", node -> shaped(node, 20, 4));
		assertRefused("'dense/kernel/part_0' has the shape [24, 4]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "-", "4 -:-", "4 x,y", "4 0,-4", "4" })
	void aPartThatIsNoneIsRefused(final String slice) {
		assertThrows(EngineException.class, () -> TensorSlice.of(slice));
	}

	@Test
	void aVariableOfAnotherTypeIsNamed() throws IOException {
		change("conv/bias",
			node -> node.toBuilder().putAttr("dtype", Attributes.of(DataType.DT_INT32)).build());
		assertRefused("'conv/bias'");
	}

	@Test
	void aVariableLargerThanTheFilesIsRefusedBeforeItTakesMemory() throws IOException {
		change("conv/bias", node -> shaped(node, 1 << 28));
		assertRefused("'conv/bias'");
	}

	@Test
	void aVariableWithoutAShapeIsNamed() throws IOException {
		change("conv/bias", node -> node.toBuilder().removeAttr("shape").build());
		assertRefused("'conv/bias'");
	}

	@Test
	void aVariableThatIsMissingIsNamed() throws IOException {
		change("save/RestoreV2/tensor_names", node -> {
			final AttrValue.Builder value = node.getAttrOrThrow("value").toBuilder();
			final var names = value.getTensorBuilder();
			for (int i = 0; i < names.getStringValCount(); i++)
				if (names.getStringVal(i).toStringUtf8().equals("conv/bias"))
					names.setStringVal(i, ByteString.copyFromUtf8("gone"));
			return node.toBuilder().putAttr("value", value.build()).build();
		});
		assertRefused("'conv/bias'");
	}

	@Test
	void aMissingOrCutFileIsRefused() throws IOException {
		Files.write(data(), Arrays.copyOf(Files.readAllBytes(data()), 1000));
		assertRefused("could not be read");
		Files.delete(data());
		assertRefused("'");
		Files.delete(index());
		assertRefused("variables.index");
	}

	@ParameterizedTest
	@ValueSource(strings = { "index", "data" })
	void aDamagedCheckpointIsRefusedOrHarmless(final String which) throws IOException {
		final Path file = which.equals("index") ? index() : data();
		final byte[] whole = Files.readAllBytes(file);
		int refused = 0;
		for (int i = 0; i < 30; i++) {
			final byte[] damaged = whole.clone();
			damaged[i * whole.length / 30] ^= 1 << i % 8;
			Files.write(file, damaged);
			try {
				ModelFreezer.ofSavedModel(folder);
			}
			catch (final EngineException e) {
				refused++;
				assertEquals(1, e.getMessage().lines().count());
			}
		}
		assertTrue(refused > 5, "Refused: " + refused);
	}

	private IndexFile read() throws IOException {
		return IndexFile.read(Files.readAllBytes(index()));
	}

	private void forge(final Consumer<IndexFile> change) throws IOException {
		final IndexFile file = read();
		change.accept(file);
		Files.write(index(), file.bytes());
	}

	private static void entry(final IndexFile file, final String key,
		final UnaryOperator<BundleEntryProto.Builder> change) {
		file.entries.computeIfPresent(ByteString.copyFromUtf8(key), (name, entry) -> {
			try {
				return change.apply(BundleEntryProto.parseFrom(entry).toBuilder()).build().toByteString();
			}
			catch (final InvalidProtocolBufferException e) {
				throw new IllegalStateException(e);
			}
		});
	}

	@Test
	void anIndexWrittenAnewIsTheSame() throws IOException {
		final FrozenModel before = ModelFreezer.ofSavedModel(folder);
		forge(file -> {});
		assertEquals(before, ModelFreezer.ofSavedModel(folder));
	}

	/** Right checksums, and places that lead nowhere, back or around. */
	static Stream<Consumer<IndexFile>> forgeries() {
		return Stream.of(file -> file.footer = new long[] { 0, 1L << 62 },
			file -> file.footer = new long[] { -1, 20 },
			file -> file.footer = new long[] { 1L << 40, 20 }, file -> file.footer = new long[] { 0, 3 },
			file -> file.block = new long[] { 8, 1L << 31 }, file -> file.block = new long[] { -8, 16 },
			file -> file.block = new long[] { Long.MAX_VALUE, Long.MAX_VALUE },
			file -> file.block = new long[] { 0, 0 }, file -> file.restarts = -1,
			file -> file.restarts = Integer.MAX_VALUE, file -> file.restarts = 1 << 30,
			file -> file.packing = 1, file -> file.lengths = new long[] { 1 << 20, 1, 1 },
			file -> file.lengths = new long[] { -1, 4, 4 },
			file -> file.lengths = new long[] { 0, 1L << 32, 1 },
			file -> file.lengths = new long[] { 0, 1, -1 },
			file -> file.entries.put(ByteString.copyFromUtf8("a"), ByteString.EMPTY),
			file -> entry(file, "conv/bias", e -> e.setOffset(-4)),
			file -> entry(file, "conv/bias", e -> e.setOffset(Long.MAX_VALUE)),
			file -> entry(file, "conv/bias", e -> e.setSize(1L << 40)),
			file -> entry(file, "conv/bias", e -> e.setSize(-12)),
			file -> entry(file, "conv/bias", e -> e.setShardId(7)),
			file -> entry(file, "conv/bias", e -> e.setShardId(-1)),
			file -> entry(file, "conv/bias", e -> e.setDtype(DataType.DT_VARIANT)),
			file -> entry(file, "conv/bias", e -> e.setOffset(0).setCrc32C(1)),
			file -> entry(file, "conv/bias",
				e -> e.setShape(
					TensorShapeProto.newBuilder().addDim(TensorShapeProto.Dim.newBuilder().setSize(-3)))),
			file -> entry(file, "dense/kernel", e -> e.removeSlices(1)),
			file -> entry(file, "dense/kernel", e -> {
				e.getSlicesBuilder(1).getExtentBuilder(0).setStart(Long.MAX_VALUE);
				return e;
			}),
			file -> entry(file, "dense/kernel",
				e -> e.setSlices(1, TensorSliceProto.getDefaultInstance())),
			file -> file.entries.put(ByteString.EMPTY, ByteString.copyFrom(new byte[] { 16, 1 })));
	}

	@ParameterizedTest
	@MethodSource("forgeries")
	void aForgedIndexIsRefused(final Consumer<IndexFile> forgery) throws IOException {
		forge(forgery);
		assertRefused("checkpoint");
	}

	@Test
	void theFooterThatPointsAtItselfIsRefused() {
		final Path forged = SharedFiles.hostile("checkpoint-footer_self");
		final String message =
			assertThrows(EngineException.class, () -> ModelFreezer.ofSavedModel(forged)).getMessage();
		assertTrue(message.contains("a block is outside of the file"), message);
	}

	@Test
	void anIndexWhoseKeysGrowWithoutEndIsRefused() throws IOException {
		forge(file -> {
			final String long14 = "z".repeat(1 << 14);
			for (int i = 1000; i < 10_000; i++)
				file.entries.put(ByteString.copyFromUtf8(long14.substring(4) + i), ByteString.EMPTY);
		});
		assertRefused("its keys take more than");
	}

	@Test
	void withoutARestoringOperationVariablesGoByTheirNames() throws IOException {
		copy("tf1-resources");
		final FrozenModel whole = ModelFreezer.ofSavedModel(folder);
		final Path file = folder.resolve("saved_model.pb");
		final SavedModel.Builder model = SavedModel.parseFrom(Files.readAllBytes(file)).toBuilder();
		model.getMetaGraphsBuilder(0).clearSaverDef();
		Files.write(file, model.build().toByteArray());
		assertEquals(List.copyOf(whole.graph().getNodeList()),
			List.copyOf(ModelFreezer.ofSavedModel(folder).graph().getNodeList()));
	}
}
