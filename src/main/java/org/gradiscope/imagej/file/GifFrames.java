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

package org.gradiscope.imagej.file;

import ij.process.ColorProcessor;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadata;

import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;

/** The frames of an animated GIF file as they are seen: each is drawn over what the ones before left. */
final class GifFrames {

	private GifFrames() {}

	/** @return RGB, of the size of the whole */
	static List<ColorProcessor> shown(final ImageReader reader, final int frames) throws IOException {
		final Node screen = node(reader.getStreamMetadata(), "LogicalScreenDescriptor");
		final int width = number(screen, "logicalScreenWidth");
		final int height = number(screen, "logicalScreenHeight");
		final List<ColorProcessor> shown = new ArrayList<>();
		int[] canvas = new int[width * height];
		for (int frame = 0; frame < frames; frame++) {
			final IIOMetadata about = reader.getImageMetadata(frame);
			final Node place = node(about, "ImageDescriptor");
			final Node control = node(about, "GraphicControlExtension");
			final BufferedImage picture = reader.read(frame);
			final int left = number(place, "imageLeftPosition");
			final int top = number(place, "imageTopPosition");
			final int[] before = canvas.clone();
			draw(picture, canvas, left, top, width, false);
			shown.add(new ColorProcessor(width, height, opaque(canvas)));
			final String after = text(control, "disposalMethod");
			if (after.equals("restoreToPrevious")) canvas = before;
			else
				if (after.equals("restoreToBackgroundColor")) draw(picture, canvas, left, top, width, true);
		}
		return shown;
	}

	private static void draw(final BufferedImage picture, final int[] canvas, final int left,
		final int top, final int width, final boolean erase) {
		final int height = canvas.length / width;
		for (int y = 0; y < picture.getHeight() && top + y < height; y++)
			for (int x = 0; x < picture.getWidth() && left + x < width; x++) {
				final int pixel = picture.getRGB(x, y);
				if (erase || pixel >>> 24 != 0) canvas[(top + y) * width + left + x] = erase ? 0 : pixel;
			}
	}

	private static int[] opaque(final int[] canvas) {
		final int[] pixels = canvas.clone();
		for (int i = 0; i < pixels.length; i++)
			pixels[i] |= 0xFF << 24;
		return pixels;
	}

	private static Node node(final IIOMetadata about, final String name) {
		for (Node node = about.getAsTree(about.getNativeMetadataFormatName()).getFirstChild(); node !=
			null; node = node.getNextSibling())
			if (node.getNodeName().equals(name)) return node;
		return null;
	}

	private static String text(final Node node, final String name) {
		final NamedNodeMap all = node == null ? null : node.getAttributes();
		final Node value = all == null ? null : all.getNamedItem(name);
		return value == null ? "" : value.getNodeValue();
	}

	private static int number(final Node node, final String name) throws IOException {
		final String text = text(node, name);
		if (text.isEmpty()) throw new IOException("it is damaged: " + name + " is missing");
		return Integer.parseInt(text);
	}

	/** The parts of a GIF file, looked through before it is read. */
	static final class GifBlocks {

		private final byte[] content;
		private int at = 6;

		private GifBlocks(final byte[] content) {
			this.content = content;
		}

		/**
		 * @return how many frames it has, at least one
		 * @throws IOException if it ends before its mark of the end
		 */
		static int check(final byte[] content) throws IOException {
			return new GifBlocks(content).frames();
		}

		private int frames() throws IOException {
			final int width = next() | next() << 8;
			final int height = next() | next() << 8;
			MemoryCheck.check(width, height, 1, 8);
			table(next());
			at += 2;
			for (int frames = 0;;)
				switch (next()) {
					case 0x21 -> {
						at++;
						blocks();
					}
					case 0x2C -> {
						at += 8;
						table(next());
						at++;
						blocks();
						frames++;
					}
					case 0x3B -> {
						if (frames == 0) throw new IOException("it is damaged: it has no frame");
						MemoryCheck.check(width, height, frames, 4);
						return frames;
					}
					default ->
						throw new IOException("it is damaged: byte " + at + " should begin a part of it");
				}
		}

		private void table(final int flags) {
			if ((flags & 0x80) != 0) at += 3 << (flags & 7) + 1;
		}

		private void blocks() throws IOException {
			for (int length = next(); length > 0; length = next())
				at += length;
		}

		private int next() throws IOException {
			if (at >= content.length) throw new IOException(
				"it is truncated: it ends after " + content.length + " bytes without the mark of its end");
			return content[at++] & 0xFF;
		}
	}
}
