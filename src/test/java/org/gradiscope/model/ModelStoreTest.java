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

package org.gradiscope.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelStoreTest {

	@TempDir
	Path folder;

	private static String refusal(final Object name) {
		return assertThrows(ModelException.class, () -> ModelStore.find(name.toString())).getMessage();
	}

	@Test
	void theEmbeddedNetworkIsThereAndIsTheOneDescribed() {
		final Model model = ModelStore.find("Micropatterns");
		assertEquals(12, model.descriptor().labels().count());
		assertEquals(Model.sha256(model.graph()), model.descriptor().sha256());
		assertTrue(model.graph().length < 4 << 20, "at most 4 MB");
	}

	@Test
	void aNameThatIsNothingIsRefused() {
		assertEquals("There is no model 'resnet'; give micropatterns or the folder of a model.",
			refusal(
				"resnet"));
	}

	@Test
	void aFolderWithoutADescriptorOrGraphIsRefused() throws IOException {
		assertEquals("The folder " + folder + " holds no model: it has no gradiscope.yaml.", refusal(
			folder));
		Files.writeString(folder.resolve(ModelDescriptor.FILE), DescriptorFile.format(ModelStore.find(
			"micropatterns").descriptor()));
		assertEquals("The folder " + folder + " holds no model: its graph frozen_graph.pb is missing.",
			refusal(folder));
	}

	@Test
	void aGraphWithAnotherChecksumIsRefused() throws IOException {
		final ModelDescriptor descriptor = ModelStore.find("micropatterns").descriptor();
		Files.writeString(folder.resolve(ModelDescriptor.FILE), DescriptorFile.format(descriptor));
		Files.write(folder.resolve(descriptor.graph()), new byte[] { 1, 2, 3 });
		assertTrue(refusal(folder).startsWith("The graph of micropatterns is not the one described"));
	}

	@Test
	void aFolderWithAModelIsFound() throws IOException {
		final Model model = ModelStore.find("micropatterns");
		Files.writeString(folder.resolve(ModelDescriptor.FILE), DescriptorFile.format(model
			.descriptor()));
		Files.write(folder.resolve(model.descriptor().graph()), model.graph());
		assertEquals(model.descriptor(), ModelStore.find(folder.toString()).descriptor());
	}

	@Test
	void theSha256IsTheStandards() {
		assertEquals("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
			Model.sha256(new byte[] { 'a', 'b', 'c' }));
	}

	@Test
	void classesAreFoundByLabelOrIndexAndTheNearestAreListed() {
		final Labels labels = new Labels(List.of("nuclei", "Grid"));
		assertEquals(1, labels.index(" grid "));
		assertEquals(0, labels.index("0"));
		assertEquals("There is no class 'nuclie'; the 2 classes are nuclei, Grid.", assertThrows(
			IllegalArgumentException.class, () -> labels.index("nuclie")).getMessage());
		assertThrows(IllegalArgumentException.class, () -> labels.index("2"));
		assertThrows(IllegalArgumentException.class, () -> labels.index("-1"));
	}

	@Test
	void ofManyNamesTheNearestComeFirst() {
		final List<String> names = new ArrayList<>();
		for (int i = 0; i < 1000; i++)
			names.add("class " + i);
		names.add("espresso");
		assertTrue(Nearest.listed("expresso", names).startsWith("espresso, "));
		assertTrue(Nearest.listed("press", names).startsWith("espresso, "));
	}
}
