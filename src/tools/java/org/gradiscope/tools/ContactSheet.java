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

package org.gradiscope.tools;

import ij.ImagePlus;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import javax.imageio.ImageIO;

import org.gradiscope.imagej.ImageFiles;
import org.gradiscope.imagej.LabelledResults;
import org.gradiscope.imagej.file.ImageFileReader;

/** Pictures side by side, row by row, each with a line of text under it. */
final class ContactSheet {

	private static final int HEIGHT = 256;
	private static final int GAP = 12;
	private static final int TEXT = 20;

	/** One picture of a sheet. */
	record Panel(String caption, Path file) {}

	private record Cell(String caption, BufferedImage picture, int x, int y, int width) {}

	private ContactSheet() {}

	/**
	 * Each picture is 256 pixels high.
	 *
	 * @param file of an image format that Java writes, by its extension: .png, .jpg
	 */
	static Path write(final List<List<Panel>> rows, final Path file) throws IOException {
		return write(rows, HEIGHT, file);
	}

	/** @param height of each picture */
	static Path write(final List<List<Panel>> rows, final int height, final Path file)
		throws IOException {
		final List<Cell> cells = new ArrayList<>();
		int width = 0;
		for (int row = 0; row < rows.size(); row++) {
			int x = GAP;
			for (final Panel panel : rows.get(row)) {
				final BufferedImage picture = picture(panel.file());
				final int wide = picture.getWidth() * height / picture.getHeight();
				cells.add(new Cell(panel.caption(), picture, x, GAP + row * (height + TEXT + GAP), wide));
				x += wide + GAP;
			}
			width = Math.max(width, x);
		}
		final BufferedImage sheet = new BufferedImage(width, GAP + rows.size() * (height + TEXT + GAP),
			BufferedImage.TYPE_INT_RGB);
		draw(cells, height, sheet);
		final String name = file.getFileName().toString();
		Files.write(file,
			ImageFiles.bytes(new ImagePlus(name, sheet), name.substring(name.lastIndexOf('.') + 1)));
		return file;
	}

	private static BufferedImage picture(final Path file) throws IOException {
		return ImageIO
			.read(new ByteArrayInputStream(ImageFiles.bytes(ImageFileReader.open(file), "png")));
	}

	private static void draw(final List<Cell> cells, final int height, final BufferedImage sheet) {
		final Graphics2D graphics = sheet.createGraphics();
		graphics.setColor(Color.WHITE);
		graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
		graphics.setColor(Color.DARK_GRAY);
		graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION,
			RenderingHints.VALUE_INTERPOLATION_BICUBIC);
		graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING,
			RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
		for (final Cell cell : cells) {
			graphics.drawImage(cell.picture(), cell.x(), cell.y(), cell.width(), height, null);
			caption(graphics, cell, height);
		}
		graphics.dispose();
	}

	/** A Java without any font, as on a bare server, still gets its pictures. */
	private static void caption(final Graphics2D graphics, final Cell cell, final int height) {
		try {
			graphics.drawString(LabelledResults.Captions.fitted(cell.caption(), cell.width() + GAP / 2,
				graphics.getFontMetrics()::stringWidth), cell.x(), cell.y() + height + TEXT - 5);
		}
		catch (final RuntimeException | LinkageError e) {
			// The file names say what the captions say.
		}
	}
}
